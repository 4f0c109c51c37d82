// @ts-check
/**
 * What answers Material's search box, wherever it runs: in a worker, or in a page that is opened as a file.
 *
 * Nothing is loaded before somebody types. A small site has its index whole; a large one has it in parts. Which one it is
 * says what Material has loaded (`search_index.json`), a few lines without entries. Where nothing is found in an index that
 * is whole, and where what Material has loaded has entries, as another plugin may write it, Material's own search answers,
 * if it can be had.
 */

import { searchIndex } from "./query.js";
import { Shards } from "./shards.js";
import { WholeIndex } from "./whole.js";

/** What Material and its worker send each other. */
export const MESSAGES = { setup: 0, ready: 1, query: 2, result: 3 };

/**
 * @typedef {{ config: Record<string, unknown>, docs: unknown[], options: unknown }} Setup
 * @typedef {(query: string) => void | Promise<void>} Engine
 * @typedef {object} Surroundings
 * @property {(name: string) => Promise<unknown>} load loads a file of the index
 * @property {(message: unknown) => void} send sends Material a message
 * @property {((setup: Setup) => Promise<Engine>) | null} startMaterial starts Material's own search; null where it can't be had
 */

/** Answers one search box. */
export class SearchAnswers {
  #surroundings;
  /** @type {Setup} */
  #setup = { config: {}, docs: [], options: {} };
  /** @type {Promise<Engine> | null} */
  #engine = null;
  /** @type {Promise<Engine> | null} */
  #material = null;
  #asked = 0;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Take a message of Material's.
   *
   * @param {{ type: number, data: any }} message
   */
  takeMessage({ type, data }) {
    if (type === MESSAGES.query) {
      void this.#answerQuery(data);
      return;
    }
    this.#setup = data;
    const { startMaterial, send } = this.#surroundings;
    this.#engine = this.#setup.docs.length > 0 && startMaterial ? startMaterial(this.#setup) : null;
    if (!this.#engine) send({ type: MESSAGES.ready });
  }

  /**
   * Answer what was typed; what can't be loaded is tried again with the next key.
   *
   * @param {string} query
   */
  async #answerQuery(query) {
    this.#asked += 1;
    const number = this.#asked;
    if (!this.#engine && query.trim() === "") {
      this.#sendItems([]);
      return;
    }
    try {
      this.#engine ??= this.#startEngine();
      const askEngine = await this.#engine;
      if (number === this.#asked) await askEngine(query);
    } catch {
      // Whoever typed on is answered by the newer query, which takes care of the engine, too.
      if (number !== this.#asked) return;
      this.#engine = null;
      this.#sendItems([]);
    }
  }

  /** @param {unknown[]} items */
  #sendItems(items) {
    this.#surroundings.send({ type: MESSAGES.result, data: { items } });
  }

  /**
   * Start what answers, by how the index is kept.
   *
   * @returns {Promise<Engine>}
   */
  #startEngine() {
    return this.#setup.config["okrsite"] === "shards" ? this.#startShards() : this.#startWhole();
  }

  /**
   * Start the search in an index in parts.
   *
   * @returns {Promise<Engine>}
   */
  async #startShards() {
    const { load } = this.#surroundings;
    const manifest = /** @type {import("./shards.js").Manifest} */ (await load("shards.json"));
    return this.#makeEngine(new Shards(load, manifest), null);
  }

  /**
   * Start the search in an index that is loaded whole. Where it finds nothing, Material's answers: it knows the endings of
   * words of many languages.
   *
   * @returns {Promise<Engine>}
   */
  async #startWhole() {
    const { load, startMaterial } = this.#surroundings;
    const whole = /** @type {Setup} */ (await load("whole_index.json"));
    const documents = /** @type {import("./whole.js").Document[]} */ (whole.docs);
    const askMaterial = startMaterial && (async (/** @type {string} */ query) => {
      const number = this.#asked;
      this.#material ??= startMaterial({ ...whole, options: this.#setup.options });
      this.#material.catch(() => { this.#material = null; });
      const ask = await this.#material;
      if (number === this.#asked) await ask(query);
    });
    return this.#makeEngine(new WholeIndex(documents), askMaterial);
  }

  /**
   * Return what answers from an index.
   *
   * @param {import("./query.js").Index} index
   * @param {((query: string) => Promise<void>) | null} askOther answers where nothing is found
   * @returns {Engine}
   */
  #makeEngine(index, askOther) {
    return async (query) => {
      const number = this.#asked;
      const items = await searchIndex(index, query);
      // An answer to what was typed before must not come after a newer one.
      if (number !== this.#asked) return;
      if (items.length > 0 || !askOther || query.trim() === "") this.#sendItems(items);
      else await askOther(query);
    };
  }
}
