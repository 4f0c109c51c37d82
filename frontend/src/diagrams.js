// @ts-check
/**
 * What Mermaid may do on a page, where the site brings it along and Material has it draw diagrams. Whoever types a
 * diagram can set much of how it is drawn; what reaches beyond the diagram can't be set by it.
 */

/** What a diagram can't set by itself: those that Mermaid keeps anyway, and what it would print into its style sheet. */
const KEPT = [
  "secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges",
  "themeCSS", "fontFamily", "altFontFamily", "dompurifyConfig",
];

/**
 * Have Mermaid keep to that, whatever it is started with, and leave a diagram that it can't read as text: by itself it
 * leaves a picture of a bomb at the end of the page, with the style sheet of that diagram.
 *
 * @param {{ initialize?: (config: object) => void } | undefined} mermaid
 */
export function limitDiagrams(mermaid) {
  const initialize = mermaid?.initialize;
  if (!mermaid || !initialize) return;
  mermaid.initialize = (config) => initialize({ ...config, suppressErrorRendering: true, secure: KEPT });
}
