"use strict";
(() => {
  const PER_PAGE = 20;
  const STYLES = 7;
  const SVG = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);

  /** An element with attributes and children; text stays text. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    fill(element, attributes, children);
    return element;
  }

  function draw(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    fill(element, attributes, children);
    return element;
  }

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
  }

  const bdi = (text) => make("bdi", {}, String(text));

  // ---- Light and dark ----

  function themes() {
    const button = byId("theme");
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => {
      const chosen = document.documentElement.dataset.theme;
      return chosen ? chosen === "dark" : system.matches;
    };
    const show = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  // ---- Tables that sort ----

  function cellValue(row, column) {
    const text = row.cells[column].textContent.trim();
    // "34.51 [28.03, 40.23]" and "85.7 %" are numbers; a date is not.
    const number = /^[+-]?\d[\d,.]*(\s|%|$)/.test(text) ? parseFloat(text.replace(/,/g, "")) : NaN;
    return text === "" ? null : Number.isNaN(number) ? text : number;
  }

  function compareValues(a, b) {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  }

  function sortTable(table, column, header) {
    const body = table.tBodies[0];
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    const rows = [...body.rows].map((row, place) => ({ row, place, value: cellValue(row, column) }));
    rows.sort((a, b) => {
      if (a.value === null || b.value === null) return compareValues(a.value, b.value) || a.place - b.place;
      const order = compareValues(a.value, b.value);
      return (ascending ? order : -order) || a.place - b.place;
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    body.append(...rows.map((r) => r.row));
  }

  function sortables() {
    for (const table of document.querySelectorAll("table.sortable")) {
      [...table.tHead.rows[0].cells].forEach((header, column) => {
        const button = make("button", { type: "button" }, ...header.childNodes);
        header.append(button);
        button.addEventListener("click", () => sortTable(table, column, header));
      });
    }
  }

  function printing() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details:not([open])")];
      for (const each of opened) each.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const each of opened) each.open = false;
    });
  }

  // ---- Samples ----

  async function readData(element) {
    if (element.type === "application/json") return JSON.parse(element.textContent);
    const packed = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  /** Names for the places in a sample's array. */
  function sampleOf(array) {
    const [id, video, duration, query, truth, saliency, runs] = array;
    return { id, video, duration, query, truth, saliency, runs: runs.map(runOf) };
  }

  function runOf(array) {
    if (array === null) return null;
    const [outcome, scores, marks, more, saliency, answer, answerLength] = array;
    return { outcome, scores, marks, more, saliency, answer, answerLength };
  }

  function searchText(sample) {
    const parts = [sample.id, sample.video, sample.query];
    const captions = (marks) => {
      for (const mark of marks) if (typeof mark[2] === "string") parts.push(mark[2]);
    };
    captions(sample.truth);
    for (const run of sample.runs) {
      if (run === null) continue;
      captions(run.marks);
      if (run.answer) parts.push(run.answer);
    }
    return parts.join("\n").toLowerCase();
  }

  class Explorer {
    constructor(data) {
      this.data = data;
      this.samples = data.samples.map(sampleOf);
      this.texts = new Map();
      this.shown = this.samples;
      this.page = 0;
      for (const id of ["score", "order", "filter"]) {
        byId(id).addEventListener("change", () => this.update());
      }
      byId("search").addEventListener("input", () => this.update());
      byId("previous").addEventListener("click", () => this.turn(-1));
      byId("next").addEventListener("click", () => this.turn(1));
      byId("explorer").hidden = false;
      this.update();
    }

    style(run) {
      return "s" + ((this.data.runs[run] % STYLES) + 1);
    }

    score(sample, run) {
      const found = sample.runs[run];
      if (!found) return null;
      const value = found.scores[Number(byId("score").value)];
      return value === undefined ? null : value;
    }

    /** Where a run of the page stands among those with samples. */
    place(position) {
      return this.data.runs.indexOf(position);
    }

    matches(sample, words) {
      if (words.length === 0) return true;
      let text = this.texts.get(sample);
      if (text === undefined) {
        text = searchText(sample);
        this.texts.set(sample, text);
      }
      return words.every((word) => text.includes(word));
    }

    passes(sample, filter) {
      if (filter === "all") return true;
      if (filter === "differ") {
        return new Set(sample.runs.map((run, i) => this.score(sample, i))).size > 1;
      }
      const outcome = this.data.outcomeKeys.indexOf(filter);
      return sample.runs.some((run) => run !== null && run.outcome === outcome);
    }

    /** Larger comes first; null comes last. */
    rank(order) {
      const up = this.data.higher[Number(byId("score").value)] ? 1 : -1;
      const [, kind, first, second] = /^([a-z]+)(\d*)-?(\d*)$/.exec(order);
      const a = this.place(Number(first));
      const b = this.place(Number(second));
      const difference = (sample) => {
        const x = this.score(sample, a);
        const y = this.score(sample, b);
        return x === null || y === null ? null : up * (x - y);
      };
      const own = (sign) => (sample) => {
        const value = this.score(sample, a);
        return value === null ? null : sign * up * value;
      };
      const negated = (value) => (value === null ? null : -value);
      switch (kind) {
        case "worst": return own(-1);
        case "best": return own(1);
        case "apart": return (s) => { const d = difference(s); return d === null ? null : Math.abs(d); };
        case "ahead": return difference;
        case "behind": return (s) => negated(difference(s));
        default: return null;
      }
    }

    update() {
      const words = byId("search").value.toLowerCase().split(/\s+/).filter((w) => w !== "");
      const filter = byId("filter").value;
      const found = this.samples.filter((s) => this.passes(s, filter) && this.matches(s, words));
      const rank = this.rank(byId("order").value);
      if (rank !== null) {
        const keyed = found.map((sample, place) => ({ sample, place, key: rank(sample) }));
        keyed.sort((a, b) => {
          if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
          return b.key - a.key || a.place - b.place;
        });
        this.shown = keyed.map((k) => k.sample);
      } else {
        this.shown = found;
      }
      this.page = 0;
      this.render();
    }

    turn(step) {
      this.page += step;
      this.render();
      byId("samples").scrollIntoView();
    }

    render() {
      const pages = Math.max(1, Math.ceil(this.shown.length / PER_PAGE));
      const from = this.page * PER_PAGE;
      byId("found").textContent = `${this.shown.length} of ${this.samples.length} samples`;
      byId("place").textContent = `page ${this.page + 1} of ${pages}`;
      byId("previous").disabled = this.page === 0;
      byId("next").disabled = this.page + 1 >= pages;
      byId("list").replaceChildren(
        ...this.shown.slice(from, from + PER_PAGE).map((s) => make("li", {}, this.card(s))));
    }

    card(sample) {
      const card = make("article");
      const heading = make("h3", {}, bdi(sample.id));
      if (sample.query) heading.append(": ", bdi(sample.query));
      const known = [];
      if (sample.video !== "" && sample.video !== sample.id) known.push(bdi(sample.video), " ");
      if (sample.duration > 0) known.push(`${sample.duration} s`);
      const meta = make("p", { class: "meta" }, ...known);
      card.append(heading, meta, this.values(sample));
      const readout = make("p", { class: "readout", role: "status" });
      const details = make("details", {}, make("summary", {}, "Times, captions and answers"));
      const open = () => {
        if (details.children.length === 1) details.append(this.table(sample), ...this.answers(sample));
      };
      details.addEventListener("toggle", open);
      const choose = (lane, index, group) => {
        open();
        for (const other of card.querySelectorAll(".chosen")) other.classList.remove("chosen");
        group.classList.add("chosen");
        const row = details.querySelector(`[data-mark="${lane}-${index}"]`);
        if (row) row.classList.add("chosen");
        readout.replaceChildren(...this.describe(sample, lane, index));
      };
      card.append(new Timeline(this, sample, choose).element(), readout, details);
      return card;
    }

    values(sample) {
      const values = make("p", { class: "values" });
      sample.runs.forEach((run, i) => {
        const value = make("span", {}, make("b", {}, this.data.tags[i]), " ");
        if (run === null) {
          value.append("not in this run");
        } else {
          const score = this.score(sample, i);
          value.append(score === null ? "not counted" : (score * 100).toFixed(2));
          if (run.outcome !== 0) value.append(`, ${this.data.outcomes[run.outcome]}`);
        }
        values.append(value);
      });
      return values;
    }

    marksOf(sample, lane) {
      return lane === 0 ? sample.truth : sample.runs[lane - 1].marks;
    }

    laneName(lane) {
      return lane === 0 ? "truth" : this.data.tags[lane - 1];
    }

    describe(sample, lane, index) {
      const [start, end, rest] = this.marksOf(sample, lane)[index];
      const parts = [make("b", {}, this.laneName(lane)), ` ${start} to ${end} s`];
      if (typeof rest === "string") parts.push(": ", bdi(rest));
      if (typeof rest === "number") parts.push(`, confidence ${rest}`);
      return parts;
    }

    table(sample) {
      const body = make("tbody");
      const lanes = [0, ...sample.runs.map((run, i) => i + 1).filter((l) => sample.runs[l - 1] !== null)];
      for (const lane of lanes) {
        const marks = this.marksOf(sample, lane);
        marks.forEach((mark, index) => {
          const [start, end, rest, length] = mark;
          const last = make("td");
          if (typeof rest === "string") last.append(bdi(rest));
          if (typeof rest === "number") last.append(String(rest));
          if (length) last.append(` ... (${length} characters)`);
          body.append(make("tr", { "data-mark": `${lane}-${index}` },
            make("th", { scope: "row" }, this.laneName(lane)),
            make("td", {}, String(start)), make("td", {}, String(end)), last));
        });
        const more = lane === 0 ? 0 : sample.runs[lane - 1].more;
        if (more > 0 || marks.length === 0) {
          body.append(make("tr", {}, make("th", { scope: "row" }, this.laneName(lane)),
            make("td", { colspan: "3" }, more > 0 ? `and ${more} more` : "nothing")));
        }
      }
      const heads = ["", "start, s", "end, s", "caption or confidence"].map((h) => make("th", { scope: "col" }, h));
      return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Times" },
        make("table", { class: "marks" }, make("caption", {}, "Ground truth and predictions"),
          make("thead", {}, make("tr", {}, ...heads)), body));
    }

    answers(sample) {
      const blocks = [];
      sample.runs.forEach((run, i) => {
        if (run === null || run.answer === undefined) return;
        const cut = run.answerLength > run.answer.length ? ", cut" : "";
        blocks.push(make("h4", {}, `Answer of ${this.data.tags[i]} (${run.answerLength} characters${cut})`),
          make("pre", { tabindex: "0" }, bdi(run.answer)));
      });
      return blocks;
    }
  }

  /** Truth above, a lane for each run below; arrow keys move from one stretch to the next. */
  class Timeline {
    constructor(explorer, sample, choose) {
      this.explorer = explorer;
      this.sample = sample;
      this.choose = choose;
      this.width = window.innerWidth < 640 ? 360 : 900;
      this.left = 44;
      this.groups = [];
      const ends = [sample.duration, ...sample.truth.flatMap(([start, end]) => [start, end])];
      for (const run of sample.runs) {
        if (run === null || sample.duration > 0) continue;
        for (const [start, end] of run.marks) ends.push(start, end);
      }
      this.end = sample.duration > 0 ? Math.max(sample.duration, ...sample.truth.map((m) => m[1])) : Math.max(1, ...ends);
    }

    x(seconds) {
      const share = Math.min(1, Math.max(0, seconds / this.end));
      return this.left + share * (this.width - this.left - 8);
    }

    element() {
      const svg = draw("svg", { class: "timeline", role: "group", "aria-label": "Timeline of ground truth and predictions; arrow keys move" });
      let y = 2;
      y = this.lane(svg, y, "truth", this.sample.truth, 0, "ref", this.sample.saliency);
      this.sample.runs.forEach((run, i) => {
        if (run === null) return;
        y = this.lane(svg, y, this.explorer.data.tags[i], run.marks, i + 1, this.explorer.style(i), run.saliency);
      });
      y = this.axis(svg, y);
      svg.setAttribute("viewBox", `0 0 ${this.width} ${y}`);
      svg.addEventListener("keydown", (event) => this.move(event));
      if (this.groups.length > 0) this.groups[0].setAttribute("tabindex", "0");
      return svg;
    }

    /** Stretches that overlap stand below one another. */
    levels(marks) {
      const ends = [];
      return marks.map(([a, b]) => {
        const start = Math.min(a, b);
        const end = Math.max(a, b);
        let level = ends.findIndex((e) => e <= start);
        if (level < 0) level = ends.length < 6 ? ends.length : 5;
        ends[level] = Math.max(ends[level] ?? 0, end);
        return level;
      });
    }

    lane(svg, top, name, marks, lane, style, saliency) {
      const levels = this.levels(marks);
      const rows = Math.max(1, ...levels.map((l) => l + 1));
      const rowHeight = rows > 2 ? 9 : 16;
      const height = rows * rowHeight + (saliency ? 8 : 0);
      svg.append(draw("rect", { class: "lane", x: this.left, y: top, width: this.width - this.left - 8, height }));
      svg.append(draw("text", { x: 0, y: top + 12 }, name));
      marks.forEach((mark, index) => {
        const from = this.x(Math.min(mark[0], mark[1]));
        const to = Math.max(from + 3, this.x(Math.max(mark[0], mark[1])));
        const group = draw("g", { role: "button", tabindex: "-1" });
        const words = this.explorer.describe(this.sample, lane, index).map((p) => p.textContent ?? p).join("");
        group.setAttribute("aria-label", words);
        group.append(draw("rect", {
          class: "f-" + style, x: from.toFixed(1), y: top + levels[index] * rowHeight + 1,
          width: (to - from).toFixed(1), height: rowHeight - 2, rx: 2,
          "fill-opacity": typeof mark[2] === "number" && index > 0 ? ".35" : ".85",
        }));
        group.addEventListener("click", () => this.pick(group, lane, index));
        group.pick = () => this.choose(lane, index, group);
        this.groups.push(group);
        svg.append(group);
      });
      if (saliency) this.heat(svg, top + rows * rowHeight, saliency, style);
      return top + height + 3;
    }

    heat(svg, top, saliency, style) {
      const step = (this.width - this.left - 8) / saliency.length;
      for (let i = 0; i < saliency.length; i++) {
        svg.append(draw("rect", {
          class: "f-" + style, x: (this.left + i * step).toFixed(1), y: top + 1, width: step.toFixed(1), height: 6,
          "fill-opacity": (parseInt(saliency[i], 36) / 35).toFixed(2),
        }));
      }
    }

    axis(svg, y) {
      const rough = this.end / (this.width < 640 ? 4 : 9);
      const power = Math.pow(10, Math.floor(Math.log10(rough)));
      const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= rough);
      for (let t = 0; t <= this.end + step / 1e6; t += step) {
        const label = String(Number(t.toPrecision(6)));
        svg.append(draw("text", { x: this.x(t).toFixed(1), y: y + 13, "text-anchor": "middle" }, label));
      }
      svg.append(draw("text", { x: 0, y: y + 13 }, "s"));
      return y + 18;
    }

    pick(group) {
      for (const other of this.groups) other.setAttribute("tabindex", other === group ? "0" : "-1");
      group.pick();
    }

    move(event) {
      const at = this.groups.indexOf(document.activeElement);
      if (at < 0) return;
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        const next = this.groups[(at + step + this.groups.length) % this.groups.length];
        this.pick(next);
        next.focus();
        event.preventDefault();
      } else if (event.key === "Enter" || event.key === " ") {
        this.pick(this.groups[at]);
        event.preventDefault();
      }
    }
  }

  async function samples() {
    const element = byId("data");
    try {
      if (element) new Explorer(await readData(element));
    } catch (error) {
      byId("samples").append(make("p", { class: "warning" },
        "This browser cannot show the samples; use a current one. (" + error.message + ")"));
      throw error;
    }
    document.documentElement.dataset.ready = "yes";
  }

  themes();
  sortables();
  printing();
  samples();
})();
