import { randomInt, randomUUID } from 'node:crypto';

import { RefusedError, StubbornClient } from '../chat/visitor';
import { messageFields, roomEvents, RoomView, type Message, type RoomEvent } from './room-view';

const mutation = (field: string, variables: string, args: string): string =>
  `mutation (${variables}) { answer: ${field}(${args}) { ${messageFields} } }`;

const sendMessage = mutation('sendMessage', '$input: SendMessageInput!', 'input: $input');
const editMessage = mutation('editMessage', '$id: ID!, $text: String!', 'id: $id, text: $text');
const deleteMessage = mutation('deleteMessage', '$id: ID!', 'id: $id');
const reaction = (field: string): string =>
  mutation(field, '$id: ID!, $emoji: String!', 'messageId: $id, emoji: $emoji');
const addReaction = reaction('addReaction');
const removeReaction = reaction('removeReaction');
const markRead = `mutation ($roomId: ID!, $seq: Int!) {
  answer: markRead(roomId: $roomId, seq: $seq) { lastReadSeq }
}`;

const emojis = ['👍', '❤️', '😂'];

/** What was acknowledged for one of a participant's own messages. */
interface Acknowledged {
  message: Message;
  text: string | null;
}

/**
 * Somebody who follows a room and does a bit of everything in it. An act whose answer the connection
 * took away is done again until it is answered.
 */
export class Participant {
  readonly view = new RoomView();
  /** Its own messages, by clientMessageId, with the last text that the server said is stored. */
  readonly own = new Map<string, Acknowledged>();
  /** `messageId emoji` of the reactions that the server said are there. */
  readonly reactions = new Set<string>();
  /** Acts that were answered. */
  answered = 0;
  /** Refusals that a race explains: what it acted on was deleted meanwhile. */
  refused = 0;
  readonly #roomId: string;
  readonly #listener: StubbornClient;
  readonly #actor: StubbornClient;
  #isActing = true;
  #isFollowing = true;

  constructor(origin: string, token: string, roomId: string) {
    this.#roomId = roomId;
    this.#listener = new StubbornClient(origin, token);
    this.#actor = new StubbornClient(origin, token);
  }

  async join(): Promise<void> {
    const query = 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }';
    await this.#actor.request(query, { roomId: this.#roomId });
  }

  /** Resolves after {@link leave}. */
  async follow(): Promise<void> {
    while (this.#isFollowing) {
      const variables = { roomId: this.#roomId, afterRevision: this.view.revision };
      for await (const data of this.#listener.follow(roomEvents, variables)) {
        this.view.take((data as { roomEvents: RoomEvent }).roomEvents);
      }
    }
  }

  /** Acts until {@link rest}, and resolves when the last act is answered. */
  async act(): Promise<void> {
    while (this.#isActing) {
      try {
        await this.#actOnce();
        this.answered += 1;
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        if (error.code !== 'CONFLICT' && error.code !== 'FORBIDDEN') throw error;
        this.refused += 1;
      }
    }
  }

  rest(): void {
    this.#isActing = false;
  }

  leave(): void {
    this.#isFollowing = false;
    this.#listener.close();
    this.#actor.close();
  }

  async #actOnce(): Promise<void> {
    const lot = randomInt(100);
    if (lot < 55) return this.#send();
    if (lot < 70) return this.#edit();
    if (lot < 75) return this.#delete();
    if (lot < 90) return this.#react();
    return this.#read();
  }

  async #send(): Promise<void> {
    const clientMessageId = randomUUID();
    const text = `메시지 ${clientMessageId}`;
    const input = { roomId: this.#roomId, clientMessageId, text };
    const message = await this.#ask(sendMessage, { input });
    this.own.set(clientMessageId, { message, text });
  }

  async #edit(): Promise<void> {
    const own = this.#oneOf([...this.own.values()].filter(({ text }) => text !== null));
    if (!own) return;
    const text = `고친 메시지 ${randomUUID()}`;
    own.message = await this.#ask(editMessage, { id: own.message.id, text });
    own.text = text;
  }

  async #delete(): Promise<void> {
    const own = this.#oneOf([...this.own.values()].filter(({ text }) => text !== null));
    if (!own) return;
    own.message = await this.#ask(deleteMessage, { id: own.message.id });
    own.text = null;
  }

  async #react(): Promise<void> {
    const seen = this.#oneOf([...this.view.messages.values()].slice(-20));
    const emoji = this.#oneOf(emojis);
    if (!seen || !emoji || seen.text === null) return;
    const key = `${seen.id} ${emoji}`;
    const isThere = this.reactions.has(key);
    await this.#ask(isThere ? removeReaction : addReaction, { id: seen.id, emoji });
    if (isThere) this.reactions.delete(key);
    else this.reactions.add(key);
  }

  async #read(): Promise<void> {
    const seq = Math.max(0, ...[...this.view.messages.values()].slice(-1).map(({ seq }) => seq));
    if (seq > 0) await this.#actor.request(markRead, { roomId: this.#roomId, seq });
  }

  #oneOf<T>(choices: readonly T[]): T | undefined {
    return choices.length === 0 ? undefined : choices[randomInt(choices.length)];
  }

  async #ask(query: string, variables: Record<string, unknown>): Promise<Message> {
    return ((await this.#actor.request(query, variables)) as { answer: Message }).answer;
  }
}
