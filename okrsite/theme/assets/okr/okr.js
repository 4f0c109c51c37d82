/* What a map can do beyond being a picture of links: light up what hangs together, filter, zoom, pan, walk by keys.
   Everything is on the page without it. No control stands in the HTML: what needs this script is made by it. */
(() => {
  "use strict";

  const FILTERS = ["status", "team", "level", "owner", "tags"];
  const NAMES = { team: "Team", level: "Level", owner: "Owner", tags: "Tag" };
  const STEP = 1.25, SMALLEST = 0.2, LARGEST = 3, DRAGGED = 4;

  /** Make an element with attributes and children. */
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** The cards of a map and the links between them. */
  class Graph {
    constructor(svg) {
      this.nodes = [...svg.querySelectorAll(".okr-node")];
      this.edges = [...svg.querySelectorAll(".okr-edge")];
      this.byRef = new Map(this.nodes.map((node) => [node.dataset.ref, node]));
      this.boxes = new Map(this.nodes.map((node) => {
        const box = node.querySelector(".okr-node__box"), value = (name) => Number(box.getAttribute(name));
        const height = value("height");
        return [node, { x: value("x") + value("width") / 2, y: value("y") + height / 2, height }];
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
      const end = up ? "from" : "to";
      return this.edges.filter((edge) => edge.dataset[end] === node.dataset.ref && Graph.shown(edge));
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
    step(node, key) {
      const here = this.boxes.get(node);
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
      for (const node of graph.nodes) this.stops(node, "-1");
      this.rest();
      map.addEventListener("pointerover", (event) => this.light(this.nodeAt(event) || this.focused));
      map.addEventListener("pointerleave", () => this.light(this.focused));
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
      const related = node ? this.graph.related(node) : new Set();
      for (const element of [...this.graph.nodes, ...this.graph.edges]) {
        element.classList.toggle("is-lit", related.has(element));
        element.classList.toggle("is-focus", element === node);
      }
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

    controls(frame) {
      const button = (text, label, work) => {
        const made = make("button", { type: "button", class: "okr-tools__button", "aria-label": label }, text);
        made.addEventListener("click", work);
        return made;
      };
      return make("div", { class: "okr-tools__zoom", role: "group", "aria-label": "Zoom" },
        button("−", "Smaller", () => this.to(this.scale / STEP)),
        button("+", "Larger", () => this.to(this.scale * STEP)),
        button("1:1", "Original size", () => this.to(1)),
        button("Fit", "The whole map", () => this.fit()), ...this.screen(frame));
    }
  }

  /** The legend as a filter, and a choice each of team, level, owner and tag; the address remembers them. */
  class Filter {
    constructor(graph, legends, changed) {
      this.graph = graph;
      this.changed = changed;
      this.boxes = { status: [], kind: [] };
      this.selects = {};
      this.count = make("span", { class: "okr-tools__count", role: "status" });
      for (const chip of legends ? legends.querySelectorAll("li.okr-chip") : []) this.box(chip);
      for (const name of Object.keys(NAMES)) this.select(name);
      this.all = make("button", { type: "button", class: "okr-tools__button" }, "Show all");
      this.all.addEventListener("click", () => this.reset());
      this.read();
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
      return name === "tags" ? value.split(" ").filter(Boolean) : value ? [value] : [];
    }

    /** What people call it: the names on the card, where they stand there in full. */
    title(node, name, value, known) {
      const [unit, owner] = (node.querySelector(".okr-node__team")?.textContent || "").split(" · ");
      const printed = { team: unit, owner }[name];
      const spelled = value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
      return printed && !printed.includes("…") ? printed.trim() : known || spelled;
    }

    controls() {
      const fields = Object.entries(this.selects).map(([name, select]) =>
        make("label", { class: "okr-filter" }, `${NAMES[name]} `, select));
      return [...fields, this.all, this.count];
    }

    /** Take the state from the address. */
    read() {
      const asked = new URLSearchParams(location.search);
      for (const [name, inputs] of Object.entries(this.boxes)) {
        if (asked.has(name)) for (const input of inputs) input.checked = asked.get(name).split(",").includes(input.value);
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
      const shown = this.graph.visible.length;
      this.count.textContent = shown < this.graph.nodes.length ? `${shown} of ${this.graph.nodes.length} shown` : "";
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
      const text = query.toString();
      if (remember) history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
      return filtered;
    }
  }

  function start() {
    for (const map of document.querySelectorAll(".okr-map")) {
      const svg = map.querySelector(".okr-map__svg");
      if (!svg) continue;
      const graph = new Graph(svg), walk = new Walk(map, graph);
      const frame = map.closest(".okr-mapframe");
      if (!frame) continue; // a small map beside other things: it has no room for controls
      const zoom = new Zoom(map, svg);
      const filter = new Filter(graph, document.querySelector(".okr-legends"), () => {
        walk.rest();
        zoom.reveal(graph.visible[0]);
      });
      map.before(make("div", { class: "okr-tools" }, ...filter.controls(), zoom.controls(frame)));
      zoom.reveal(graph.visible[0]); // once more: the controls have moved it
      map.addEventListener("keydown", (event) => { if (event.key === "Escape" && !walk.lit) filter.reset(); });
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
