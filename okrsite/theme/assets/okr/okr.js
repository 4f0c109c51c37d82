/* What a map can do beyond being a picture of links: light up what hangs together, filter, zoom, pan, walk by keys,
   unfold what a large one leaves out.
   Everything is on the page without it. No control stands in the HTML: what needs this script is made by it. */
(() => {
  "use strict";

  const FILTERS = ["status", "team", "level", "owner", "tags", "cycle"];
  const NAMES = { team: "Team", level: "Level", owner: "Owner", tags: "Tag", cycle: "Cycle" };
  const STEP = 1.25, SMALLEST = 0.2, LARGEST = 3, DRAGGED = 4, LEGIBLE = 0.75, BELOW = "below", PATIENCE = 150;

  /** What an arrow does where links lead to the right: as if the drawing were turned to lead down. */
  const TURNED = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown", ArrowUp: "ArrowLeft", ArrowDown: "ArrowRight" };

  /** Make an element with attributes and children. */
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** The address of this page with another query. */
  function withQuery(query) {
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  /** The cards of a map and the links between them: those of a drawing, or of all drawings in a place. */
  class Graph {
    constructor(within) {
      this.nodes = [...within.querySelectorAll(".okr-node")];
      this.edges = [...within.querySelectorAll(".okr-edge")];
      this.turned = within.closest(".okr-map--right") !== null;
      this.byRef = new Map(this.nodes.map((node) => [node.dataset.ref, node]));
      this.leaving = Map.groupBy(this.edges, (edge) => edge.dataset.from); // the links of each card, looked for once
      this.reaching = Map.groupBy(this.edges, (edge) => edge.dataset.to);
      this.boxes = new Map(this.nodes.map((node) => {
        const box = node.querySelector(".okr-node__box"), value = (name) => Number(box.getAttribute(name));
        const width = value("width"), height = value("height");
        const x = value("x") + width / 2, y = value("y") + height / 2;
        return [node, this.turned ? { x: y, y: x, height: width } : { x, y, height }];
      }));
    }

    static shown(element) {
      return element.getAttribute("display") !== "none";
    }

    /** The link to what is not shown below a card, if there is one. */
    static unfold(node) {
      const next = node.nextElementSibling;
      return next && next.classList.contains("okr-unfold") ? next : null;
    }

    get visible() {
      return this.nodes.filter(Graph.shown);
    }

    /** Visible edges that begin (up) or end (down) at a card. */
    edgesOf(node, up) {
      return ((up ? this.leaving : this.reaching).get(node.dataset.ref) || []).filter(Graph.shown);
    }

    neighbours(node, up) {
      const end = up ? "to" : "from";
      return this.edgesOf(node, up).map((edge) => this.byRef.get(edge.dataset[end])).filter(Boolean);
    }

    /** A card, all it serves, all that serves it, and the edges on the way. */
    related(node) {
      const lit = new Set([node]);
      for (const up of [true, false]) {
        const seen = new Set([node]), waiting = [node];
        while (waiting.length) {
          const next = waiting.pop();
          for (const edge of this.edgesOf(next, up)) lit.add(edge);
          for (const other of this.neighbours(next, up)) {
            if (!seen.has(other)) { seen.add(other); lit.add(other); waiting.push(other); }
          }
        }
      }
      return lit;
    }

    /** The visible card nearest to another one, among some. */
    nearest(node, others) {
      const here = this.boxes.get(node);
      const distance = (other) => {
        const there = this.boxes.get(other);
        return Math.hypot(there.x - here.x, there.y - here.y);
      };
      return others.filter((other) => other !== node).sort((a, b) => distance(a) - distance(b))[0];
    }

    /** Where an arrow key leads: along an edge, else to the next card that way. */
    step(node, pressed) {
      const here = this.boxes.get(node), key = this.turned ? TURNED[pressed] : pressed;
      if (key === "ArrowUp" || key === "ArrowDown") {
        const up = key === "ArrowUp";
        const linked = this.nearest(node, this.neighbours(node, up));
        return linked || this.nearest(node, this.visible.filter((other) => {
          const gap = this.boxes.get(other).y - here.y;
          return up ? gap < -here.height / 2 : gap > here.height / 2;
        }));
      }
      const sign = key === "ArrowLeft" ? -1 : 1;
      return this.nearest(node, this.visible.filter((other) => {
        const there = this.boxes.get(other);
        return sign * (there.x - here.x) > 0 && Math.abs(there.y - here.y) < here.height / 2;
      }));
    }
  }

  /** Highlighting and keys: every map has them. */
  class Walk {
    constructor(map, graph) {
      this.map = map;
      this.graph = graph;
      this.stop = null;
      this.lit = null;
      this.bright = [];
      for (const node of graph.nodes) this.stops(node, "-1");
      this.rest();
      map.addEventListener("pointerover", (event) => {
        const node = this.nodeAt(event);
        clearTimeout(this.soon);
        if (node) this.light(node);
        // The way to the next card leads over a gap: all of the map would flicker, and hundreds of cards be styled twice.
        else this.soon = setTimeout(() => this.light(this.focused), PATIENCE);
      });
      map.addEventListener("pointerleave", () => { clearTimeout(this.soon); this.light(this.focused); });
      map.addEventListener("focusin", (event) => {
        const node = this.nodeAt(event);
        if (node) { this.rest(node); this.light(node); }
      });
      map.addEventListener("focusout", (event) => {
        if (!event.relatedTarget?.closest?.(".okr-node")) this.light(null); // else the next card takes over
      });
      map.addEventListener("keydown", (event) => this.key(event));
    }

    nodeAt(event) {
      return event.target.closest(".okr-node");
    }

    get focused() {
      const active = document.activeElement;
      return active && this.map.contains(active) ? active.closest(".okr-node") : null;
    }

    /** Make one card the only one that Tab stops at: this one, else the first that is visible. */
    rest(node = null) {
      const next = node || (this.stop && Graph.shown(this.stop) ? this.stop : this.graph.visible[0]);
      if (this.stop) this.stops(this.stop, "-1");
      if (next) this.stops(next, "0");
      this.stop = next || null;
    }

    /** Set the tab stop of a card, and of the link to what is not shown below it. */
    stops(node, value) {
      node.setAttribute("tabindex", value);
      Graph.unfold(node)?.setAttribute("tabindex", value);
    }

    light(node) {
      if (this.lit === node) return;
      this.lit = node;
      for (const element of this.bright) element.classList.remove("is-lit", "is-focus");
      this.bright = node ? this.graph.related(node) : [];
      for (const element of this.bright) element.classList.add("is-lit");
      node?.classList.add("is-focus");
      this.map.classList.toggle("okr-map--focus", node !== null);
    }

    key(event) {
      const node = this.focused;
      if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
      const visible = this.graph.visible;
      let next = null;
      if (event.key.startsWith("Arrow")) next = this.graph.step(node, event.key);
      else if (event.key === "Home") next = visible[0];
      else if (event.key === "End") next = visible[visible.length - 1];
      else if (event.key === "Escape" && this.lit) { this.light(null); event.stopImmediatePropagation(); }
      else return;
      event.preventDefault();
      if (next) {
        next.focus({ preventScroll: true });
        next.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    }
  }

  /** Zoom by buttons, keys and Ctrl with the wheel; pan by dragging. The size is an attribute: no inline style. */
  class Zoom {
    constructor(map, svg) {
      this.map = map;
      this.svg = svg;
      this.width = svg.viewBox.baseVal.width;
      this.height = svg.viewBox.baseVal.height;
      this.scale = 1;
      map.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const wanted = { "+": this.scale * STEP, "=": this.scale * STEP, "-": this.scale / STEP, 0: 1 }[event.key];
        if (wanted) { event.preventDefault(); this.to(wanted); }
      });
      map.addEventListener("wheel", (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const box = map.getBoundingClientRect();
        this.to(this.scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
      }, { passive: false });
      this.drag();
    }

    /** Zoom, and keep what stands at a point of the window where it is. */
    to(scale, x = this.map.clientWidth / 2, y = this.map.clientHeight / 2) {
      const next = Math.min(LARGEST, Math.max(SMALLEST, scale)), ratio = next / this.scale;
      const left = (this.map.scrollLeft + x) * ratio - x, top = (this.map.scrollTop + y) * ratio - y;
      this.scale = next;
      this.svg.setAttribute("width", this.width * next);
      this.svg.setAttribute("height", this.height * next);
      this.map.scrollTo(left, top);
    }

    /** Bring a card into the window, if it isn't there; the page around the map stays where it is. */
    reveal(node) {
      const box = node && node.querySelector(".okr-node__box");
      if (!box) return;
      const there = box.getBoundingClientRect(), window = this.map.getBoundingClientRect();
      const step = (start, end, from, to) => start >= from && end <= to ? 0 : (start + end - from - to) / 2;
      this.map.scrollBy({
        left: step(there.left, there.right, window.left, window.right),
        top: step(there.top, there.bottom, window.top, window.bottom),
        behavior: "instant",
      });
    }

    /** Open whole where that stays legible, else at the first card in its own size. */
    open(first) {
      const whole = this.map.clientWidth / this.width;
      this.to(whole >= LEGIBLE ? Math.min(1, whole) : 1);
      this.reveal(first);
    }

    fit() {
      this.to(Math.min(1, this.map.clientWidth / this.width, (window.innerHeight * 0.85) / this.height));
    }

    drag() {
      let from = null, moved = false;
      this.map.addEventListener("dragstart", (event) => event.preventDefault());
      this.map.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.pointerType !== "mouse") return; // fingers scroll by themselves
        from = { x: event.clientX, y: event.clientY, left: this.map.scrollLeft, top: this.map.scrollTop };
        moved = false;
      });
      window.addEventListener("pointermove", (event) => {
        if (!from) return;
        const x = event.clientX - from.x, y = event.clientY - from.y;
        moved = moved || Math.hypot(x, y) > DRAGGED;
        if (moved) this.map.scrollTo(from.left - x, from.top - y);
      });
      window.addEventListener("pointerup", () => { from = null; });
      // A drag that ends on a card is no click on it.
      this.map.addEventListener("click", (event) => {
        if (moved) event.preventDefault();
        moved = false;
      }, true);
    }
  }

  /** The legend as a filter, and a choice each of team, level, owner and tag; the address remembers them. */
  class Filter {
    constructor(graph, legends, changed) {
      this.changed = changed;
      this.boxes = { status: [], kind: [] };
      this.selects = {};
      this.fields = make("span", { class: "okr-filters" });
      this.count = make("span", { class: "okr-tools__count", role: "status" });
      for (const chip of legends ? legends.querySelectorAll("li.okr-chip") : []) this.box(chip);
      this.all = make("button", { type: "button", class: "okr-tools__button" }, "Show all");
      this.all.addEventListener("click", () => this.reset());
      this.use(graph);
    }

    /** Filter these cards from now on, as the address says. */
    use(graph) {
      this.graph = graph;
      this.selects = {};
      for (const name of Object.keys(NAMES)) this.select(name);
      this.fields.replaceChildren(...Object.entries(this.selects).map(([name, select]) =>
        make("label", { class: "okr-filter" }, `${NAMES[name]} `, select)));
      this.read();
    }

    /** Whether anything is hidden. */
    get filtering() {
      return !this.all.hidden;
    }

    /** Turn an entry of the legend into a checkbox. */
    box(chip) {
      const line = chip.querySelector("[class^='okr-edgekey--']"), status = chip.querySelector("[class^='is-']");
      const sign = line || status;
      if (!sign) return;
      const value = sign.getAttribute("class").replace(/^(okr-edgekey--|is-)/, "").split(" ")[0];
      const input = make("input", { type: "checkbox", value });
      input.checked = true;
      input.addEventListener("change", () => this.apply());
      const label = make("label", { class: chip.className }, input, ...chip.childNodes);
      chip.className = "";
      chip.append(label);
      this.boxes[line ? "kind" : "status"].push(input);
    }

    /** Offer what the cards have, if that is a choice. */
    select(name) {
      const names = new Map();
      for (const node of this.graph.nodes) {
        for (const value of this.values(node, name)) names.set(value, this.title(node, name, value, names.get(value)));
      }
      if (names.size < 2) return;
      const sorted = [...names].sort((a, b) => a[1].localeCompare(b[1]));
      const options = sorted.map(([value, title]) => new Option(title, value));
      const select = make("select", {}, new Option("all", ""), ...options);
      select.addEventListener("change", () => this.apply());
      this.selects[name] = select;
    }

    values(node, name) {
      const value = node.dataset[name] || "";
      return name === "tags" ? value.split("\n").filter(Boolean) : value ? [value] : [];
    }

    /** What people call it: the names on the card, where they stand there in full. */
    title(node, name, value, known) {
      if (name === "tags") return value;
      const [unit, ...owner] = (node.querySelector(".okr-node__team")?.textContent || "").split(" · ");
      const printed = { team: unit, owner: owner.join(" · ") }[name];
      const spelled = value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
      return printed && !printed.includes("…") ? printed.trim() : known || spelled;
    }

    controls() {
      // On a narrow screen the choices would push the map out of sight: there they are opened by a button.
      const open = make("button", { type: "button", class: "okr-tools__button okr-tools__open", "aria-expanded": "false" }, "Filter");
      open.addEventListener("click", () => {
        open.setAttribute("aria-expanded", String(open.getAttribute("aria-expanded") !== "true"));
      });
      return [open, this.fields, this.all, this.count];
    }

    /** Take the state from the address. */
    read() {
      const asked = new URLSearchParams(location.search);
      for (const [name, inputs] of Object.entries(this.boxes)) {
        const wanted = asked.get(name)?.split(",");
        for (const input of inputs) input.checked = !wanted || wanted.includes(input.value);
      }
      for (const [name, select] of Object.entries(this.selects)) {
        const wanted = asked.get(name) || "";
        select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
      }
      this.apply(false);
    }

    reset() {
      for (const input of Object.values(this.boxes).flat()) input.checked = true;
      for (const select of Object.values(this.selects)) select.value = "";
      this.apply();
    }

    /** Show what is wanted; write it into the address. */
    apply(remember = true) {
      const off = (name) => new Set(this.boxes[name].filter((input) => !input.checked).map((input) => input.value));
      const hidden = { status: off("status"), kind: off("kind") };
      const wanted = (node) => FILTERS.every((name) => {
        if (name === "status") return !hidden.status.has(node.dataset.status);
        const chosen = this.selects[name]?.value;
        return !chosen || this.values(node, name).includes(chosen);
      });
      const show = (element, shown) => {
        if (shown) element.removeAttribute("display"); else element.setAttribute("display", "none");
      };
      for (const node of this.graph.nodes) {
        const shown = wanted(node), unfold = Graph.unfold(node);
        show(node, shown);
        if (unfold) show(unfold, shown);
      }
      const there = (ref) => this.graph.byRef.has(ref) && Graph.shown(this.graph.byRef.get(ref));
      for (const edge of this.graph.edges) {
        show(edge, !hidden.kind.has(edge.dataset.kind) && there(edge.dataset.from) && there(edge.dataset.to));
      }
      const shown = new Set(this.graph.visible.map((node) => node.dataset.ref)).size, all = this.graph.byRef.size;
      this.count.textContent = shown < all ? `${shown} of ${all} shown` : "";
      this.all.hidden = !this.write(remember);
      this.changed();
    }

    /** Return whether anything is filtered; the rest of the address stays as it is. */
    write(remember) {
      const query = new URLSearchParams(location.search);
      let filtered = false;
      const put = (name, value, set) => {
        if (set) query.set(name, value); else query.delete(name);
        filtered = filtered || set;
      };
      for (const [name, inputs] of Object.entries(this.boxes)) {
        const checked = inputs.filter((input) => input.checked);
        put(name, checked.map((input) => input.value).join(","), checked.length < inputs.length);
      }
      for (const [name, select] of Object.entries(this.selects)) put(name, select.value, select.value !== "");
      if (remember) history.replaceState(history.state, "", withQuery(query));
      return filtered;
    }
  }

  /** A map, and what works on it: a drawing, or one for wide and one for narrow screens, of which the style sheet shows one. */
  class View {
    constructor(map, list, ref, controlled) {
      Object.assign(this, { map, list, ref });
      this.drawings = (map.matches(".okr-map") ? [map] : [...map.querySelectorAll(".okr-map")]).map((box) => {
        const svg = box.querySelector(".okr-map__svg"), graph = new Graph(svg);
        // A small map has no room for controls.
        return { box, graph, walk: new Walk(box, graph), zoom: controlled ? new Zoom(box, svg) : null };
      });
      this.label = map.querySelector(".okr-map__svg").getAttribute("aria-label");
      this.graph = new Graph(map);
    }

    get shown() {
      return this.drawings.find(({ box }) => box.getClientRects().length) || this.drawings[0];
    }

    get walk() {
      return this.shown.walk;
    }

    get zoom() {
      return this.shown.zoom;
    }

    /** The first card that is visible. */
    get first() {
      return this.shown.graph.visible[0];
    }

    card(ref) {
      return this.shown.graph.byRef.get(ref);
    }

    rest() {
      for (const { walk } of this.drawings) walk.rest();
    }

    /** Bring a card into the window where it is the page that scrolls the drawing up and down. */
    bring(node) {
      if (!node || !this.shown.graph.turned) return;
      const { top, bottom } = node.getBoundingClientRect();
      if (top < 0 || bottom > window.innerHeight) node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    }

    /** Where a drawing stands, together with its twin if it has one. */
    static place(drawing) {
      return drawing.closest(".okr-maps") || drawing;
    }

    /** Bring the objective's own drawing and list here from its page; its links still lead where they led. */
    static async of(address, ref, controlled) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const map = page.querySelector("#map .okr-map:has(.okr-map__svg)"), list = page.querySelector("#map .okr-maplist-box");
      if (!map) throw new Error(`${address}: no map`);
      for (const link of page.querySelectorAll("#map a[href]")) {
        const href = link.getAttribute("href");
        if (!href.startsWith("#")) link.setAttribute("href", new URL(href, answer.url).href);
      }
      return new View(document.adoptNode(View.place(map)), list && document.adoptNode(list), ref, controlled);
    }
  }

  /** The place of a map on its page: what is on it changes when a reader unfolds what a card leaves out. */
  class Stage {
    constructor(map, addressed) {
      const frame = map.closest(".okr-mapframe");
      this.addressed = addressed; // one map of a page may have its state in the address
      this.controlled = frame !== null;
      this.views = new Map();
      this.first = this.view = new View(map, map.parentElement.querySelector(".okr-maplist-box"), null, this.controlled);
      this.listen(this.view);
      this.bar = this.unfolded();
      map.before(this.bar);
      if (frame) this.control(frame, map);
      if (!addressed) return;
      window.addEventListener("popstate", () => this.follow());
      this.follow();
    }

    /** Everything around the map of a page of its own. */
    control(frame, map) {
      this.filter = new Filter(this.view.graph, document.querySelector(".okr-legends"), () => {
        this.view.rest();
        this.view.zoom.reveal(this.view.first);
        if (this.filter?.filtering) this.view.bring(this.view.first);
      });
      map.before(make("div", { class: "okr-tools" }, ...this.filter.controls(), this.buttons(frame)));
      this.view.zoom.open(this.view.first); // now that the controls have moved it
      if (this.filter.filtering) this.view.bring(this.view.first);
      let last = this.view.shown;
      window.addEventListener("resize", () => {
        const { view } = this, { shown } = view;
        if (shown !== last && view.drawings.includes(last)) view.zoom.open(view.first); // the screen was turned
        last = shown;
      });
    }

    buttons(frame) {
      const button = (text, label, work) => {
        const made = make("button", { type: "button", class: "okr-tools__button", "aria-label": label }, text);
        made.addEventListener("click", () => work(this.view.zoom));
        return made;
      };
      return make("div", { class: "okr-tools__zoom", role: "group", "aria-label": "Zoom" },
        button("−", "Smaller", (zoom) => zoom.to(zoom.scale / STEP)),
        button("+", "Larger", (zoom) => zoom.to(zoom.scale * STEP)),
        button("1:1", "Original size", (zoom) => zoom.to(1)),
        button("Fit", "The whole map", (zoom) => zoom.fit()), ...this.screen(frame));
    }

    /** Give the whole screen to the map and its controls, where the browser can. */
    screen(frame) {
      if (!document.fullscreenEnabled || !frame.requestFullscreen) return [];
      const made = make("button", { type: "button", class: "okr-tools__button", "aria-pressed": "false" }, "Full screen");
      made.addEventListener("click", () => {
        const done = document.fullscreenElement === frame ? document.exitFullscreen() : frame.requestFullscreen();
        done.catch(() => {}); // the browser may refuse; the map is there all the same
      });
      document.addEventListener("fullscreenchange", () => {
        made.setAttribute("aria-pressed", String(document.fullscreenElement === frame));
      });
      return [made];
    }

    /** What is unfolded, and the way back. */
    unfolded() {
      const back = make("button", { type: "button", class: "okr-tools__button" }, this.controlled ? "← The whole map" : "← Back");
      back.addEventListener("click", () => this.close());
      this.said = make("span", { role: "status" });
      const bar = make("div", { class: "okr-unfolded" }, back, this.said);
      bar.hidden = true;
      return bar;
    }

    listen(view) {
      view.map.addEventListener("click", (event) => {
        const link = event.target.closest(".okr-unfold"), plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
        if (!link || !plain || event.button !== 0 || event.defaultPrevented) return;
        event.preventDefault();
        const address = new URL(link.getAttribute("href"), document.baseURI);
        const { ref } = link.previousElementSibling.dataset;
        this.open(ref, address).catch(() => { if (this.wanted === ref) location.assign(address); });
      });
      view.map.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || view.walk.lit) return;
        if (this.filter?.filtering) this.filter.reset(); else if (view !== this.first) this.close();
      });
    }

    /** Show the neighbourhood of an objective in place of what is shown now. */
    async open(ref, address, remember = true) {
      const before = this.view.map;
      this.wanted = ref;
      before.setAttribute("aria-busy", "true");
      try {
        if (!this.views.has(ref)) {
          const view = await View.of(address, ref, this.controlled);
          if (!this.views.has(ref)) { this.views.set(ref, view); this.listen(view); }
        }
      } finally {
        before.removeAttribute("aria-busy");
      }
      const view = this.views.get(ref);
      if (this.wanted === ref && this.view !== view) this.show(view, remember, ref); // else the reader has gone on
    }

    /** Go back to what the page came with. */
    close(remember = true) {
      const left = this.view.ref;
      this.wanted = null;
      if (this.view !== this.first) this.show(this.first, remember, left);
    }

    show(view, remember, ref) {
      const before = this.view, chosen = before.map.contains(document.activeElement) || this.bar.contains(document.activeElement);
      before.map.replaceWith(view.map);
      if (before.list && view.list) before.list.replaceWith(view.list);
      this.view = view;
      this.bar.hidden = view === this.first;
      this.said.textContent = view === this.first ? "" : view.label;
      if (remember && this.addressed) this.write(view.ref);
      const node = view.card(ref);
      view.walk.light(null);
      this.filter?.use(view.graph);
      view.zoom?.open(node && Graph.shown(node) ? node : view.first);
      view.bring(node && Graph.shown(node) ? node : view.first);
      if (chosen && node && Graph.shown(node)) node.focus({ preventScroll: true });
    }

    write(ref) {
      const query = new URLSearchParams(location.search);
      if (ref) query.set(BELOW, ref); else query.delete(BELOW);
      history.pushState(null, "", withQuery(query));
    }

    /** Show what the address asks for. */
    follow() {
      const ref = new URLSearchParams(location.search).get(BELOW), address = ref && this.address(ref);
      if (!address) this.close(false);
      else if (this.view.ref !== ref) this.open(ref, address, false).catch(() => this.close(false));
      this.filter?.read();
    }

    /** Where an objective has its page: its cards tell how addresses are made of references. */
    address(ref) {
      const card = this.first.graph.nodes.find((node) => node.hasAttribute("href"));
      if (!card || !/^[\w-]+(\/[\w-]+){2}$/.test(ref)) return null;
      const known = new URL(card.getAttribute("href"), document.baseURI);
      known.pathname = known.pathname.replace(card.dataset.ref, ref);
      return known;
    }
  }

  function start() {
    const maps = [...document.querySelectorAll(".okr-map")].filter((map) => map.querySelector(".okr-map__svg"));
    [...new Set(maps.map(View.place))].forEach((map, place) => new Stage(map, place === 0));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
