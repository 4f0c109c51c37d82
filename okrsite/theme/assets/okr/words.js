/* The English words of Material's search box, for pages that leave them out of their settings (compact_html.py). */
{
  const WORDS = {
    "clipboard.copied": "Copied to clipboard",
    "clipboard.copy": "Copy to clipboard",
    "search.result.more.one": "1 more on this page",
    "search.result.more.other": "# more on this page",
    "search.result.none": "No matching documents",
    "search.result.one": "1 matching document",
    "search.result.other": "# matching documents",
    "search.result.placeholder": "Type to start searching",
    "search.result.term.missing": "Missing",
    "select.version": "Select version"
  };
  const element = document.getElementById("__config");
  const config = JSON.parse(element.textContent);
  if (!config.translations) element.textContent = JSON.stringify({ ...config, translations: WORDS });
}
