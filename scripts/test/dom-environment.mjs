import { TestEnvironment } from 'jest-environment-jsdom';

/** What browsers have and jsdom lacks; Node's own parts, all of them so that they accept each other's objects. */
const fromNode = {
  AbortController,
  AbortSignal,
  BroadcastChannel,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextDecoderStream,
  TextEncoder,
  TransformStream,
  WritableStream,
  fetch,
  structuredClone,
};

/** jsdom with the parts of the web platform that Node has and jsdom lacks. */
export default class DomEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    Object.assign(this.global, fromNode);
    addModalDialogs(this.global.HTMLDialogElement.prototype);
  }
}

/**
 * Opening and closing only: keeping the focus inside is the browser's own work.
 * @param {HTMLDialogElement} dialog the prototype of dialogs
 */
function addModalDialogs(dialog) {
  dialog.showModal = function () {
    this.open = true;
  };
  dialog.close = function () {
    this.open = false;
  };
}
