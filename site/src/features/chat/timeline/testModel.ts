import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { excerptEntries, timelineEntries, type TimelineEntry } from './entries';
import {
  applyExcerptNewer,
  applyExcerptOlder,
  closeExcerpt,
  openExcerpt,
  type MessageInPlace,
} from './excerpt';
import { withPendingChanges, type MessageChange, type PendingChange } from './pendingChanges';
import { messageAt, testRoom } from './testMessages';
import {
  applyAcknowledgement,
  applyEvent,
  applyNewestPage,
  applyOlderPage,
  emptyTimeline,
  leavesGap,
  type DurableEvent,
  type Message,
  type MessagePage,
  type Quote,
  type Timeline,
} from './timeline';

export const ownId = 'me';
const pageSize = 4;
const mostReplayed = 12;

/** The server, as the contract describes it, with small pages and few replayed events. */
export class ModelRoom {
  readonly #messages: Message[] = [];
  readonly events: DurableEvent[] = [];
  revision = 0;

  /** Each as the server would give it now, with what it answers as that is now. */
  get messages(): Message[] {
    return this.#messages.map((message) => this.#withQuote(message));
  }

  /** @param replyTo the place of the message it answers */
  post(authorId: string, clientMessageId: string, replyTo?: number): Message {
    this.revision += 1;
    const message = messageAt(this.#messages.length + 1, {
      revision: this.revision,
      author: { id: authorId, name: authorId, role: 'MEMBER' },
      clientMessageId,
      replyTo: replyTo === undefined ? null : (this.#messages[replyTo] ?? null),
    });
    this.#messages.push(message);
    return this.#announce('MessagePosted', message);
  }

  /** Returns null where it is refused: what is deleted cannot be changed. */
  change(index: number, change: MessageChange, byId = 'other'): Message | null {
    const message = this.#messages[index];
    if (!message || message.text === null) return null;
    const [changed] = withPendingChanges([message], [{ messageId: message.id, change }], byId);
    this.revision += 1;
    this.#messages[index] = { ...message, ...changed, revision: this.revision };
    return this.#announce('MessageChanged', this.#messages[index]);
  }

  #announce(kind: 'MessagePosted' | 'MessageChanged', message: Message): Message {
    const announced = this.#withQuote(message);
    this.events.push({ __typename: kind, message: announced, revision: this.revision });
    return announced;
  }

  #withQuote(message: Message): Message {
    const original = this.#messages.find(({ id }) => id === message.replyTo?.id);
    return original ? { ...message, replyTo: quote(original) } : message;
  }

  rename(): void {
    this.revision += 1;
    const room = { ...testRoom, title: `title ${this.revision}` };
    this.events.push({ __typename: 'RoomChanged', room, revision: this.revision });
  }

  history(afterRevision: number | null): DurableEvent {
    const isBehind = afterRevision !== null && this.revision - afterRevision <= mostReplayed;
    return {
      __typename: 'History',
      room: { ...testRoom, title: `title ${this.revision}` },
      messages: isBehind
        ? this.messages.filter(({ revision }) => revision > afterRevision)
        : this.messages.slice(-pageSize),
      revision: this.revision,
      truncated: afterRevision !== null && !isBehind,
    };
  }

  page(before: string | null): MessagePage {
    const end = before === null ? this.messages.length : Number(before) - 1;
    const messages = this.messages.slice(Math.max(0, end - pageSize), end);
    return pageOf(messages);
  }

  pageAfter(after: string | null): MessagePage {
    const start = Number(after);
    return pageOf(this.messages.slice(start, start + pageSize));
  }
}

interface Asked<Answer> {
  asked: Timeline;
  answer: Answer;
}

/** A client whose connection, answers and scrolling happen when the test says so. */
export class ModelClient {
  readonly ownId = ownId;
  timeline: Timeline = emptyTimeline;
  outbox: OutboxEntry[] = [];
  #sent = 0;
  #unanswered: Message[] = [];
  #resumedFrom: number | null = null;
  #inbox: DurableEvent[] | null = null;
  #delivered: DurableEvent[] = [];
  #nextEvent = 0;
  #olderPage: Asked<MessagePage> | null = null;
  #newerPage: Asked<MessagePage> | null = null;
  #found: Asked<MessageInPlace> | null = null;
  pending: PendingChange[] = [];
  #asked: PendingChange[] = [];
  #answered: { entry: PendingChange; message: Message | null }[] = [];

  constructor(readonly room: ModelRoom) {}

  readNewestPage(): void {
    this.timeline = applyNewestPage(this.timeline, this.room.page(null));
  }

  connect(): void {
    this.#resumedFrom = this.timeline.revision;
    this.#inbox = [this.room.history(this.#resumedFrom)];
    this.#nextEvent = this.room.events.length;
  }

  disconnect(): void {
    this.#inbox = null;
  }

  /** Delivers one event of those that wait; `skip` loses one before it. */
  deliver(skip = false): void {
    if (!this.#inbox) return;
    while (this.#nextEvent < this.room.events.length) {
      const event = this.room.events[this.#nextEvent];
      if (event) this.#inbox.push(event);
      this.#nextEvent += 1;
    }
    if (skip && this.#inbox[0]?.__typename !== 'History') this.#inbox.shift();
    const event = this.#inbox.shift();
    if (event) this.#receive(event);
  }

  /** Delivers once more what has been delivered before. */
  repeat(index: number): void {
    const event = this.#delivered[index % this.#delivered.length];
    if (event && event.__typename !== 'History') this.#receive(event);
  }

  send(): void {
    this.#sent += 1;
    const clientMessageId = `own${this.#sent}`;
    this.outbox.push({
      clientMessageId,
      roomId: 'room',
      text: clientMessageId,
      replyTo: null,
      attachments: [],
      queuedAt: this.#sent,
      failure: null,
    });
    this.#unanswered.push(this.room.post(ownId, clientMessageId));
  }

  acknowledge(index: number): void {
    const [message] = this.#unanswered.splice(index % this.#unanswered.length, 1);
    if (!message) return;
    this.timeline = applyAcknowledgement(this.timeline, message);
    this.outbox = this.outbox.filter((entry) => entry.clientMessageId !== message.clientMessageId);
  }

  requestOlder(): void {
    const asked = this.timeline;
    const { cursor, exists } = (asked.excerpt ?? asked).older;
    if (!exists) return;
    const oldest = asked.messages[0];
    const page = this.room.page(cursor ?? (oldest ? String(oldest.seq) : null));
    this.#olderPage = { asked, answer: page };
  }

  receiveOlder(): void {
    if (!this.#olderPage) return;
    const { asked, answer } = this.#olderPage;
    const apply = asked.excerpt ? applyExcerptOlder : applyOlderPage;
    this.timeline = apply(this.timeline, answer, asked);
    this.#olderPage = null;
  }

  requestNewer(): void {
    const asked = this.timeline;
    if (!asked.excerpt) return;
    this.#newerPage = { asked, answer: this.room.pageAfter(asked.excerpt.newer.cursor) };
  }

  receiveNewer(): void {
    if (!this.#newerPage) return;
    const { asked, answer } = this.#newerPage;
    this.timeline = applyExcerptNewer(this.timeline, answer, asked);
    this.#newerPage = null;
  }

  requestJump(index: number): void {
    const message = this.room.messages[index];
    if (!message) return;
    this.#found = { asked: this.timeline, answer: { message, cursor: String(message.seq) } };
  }

  receiveJump(): void {
    if (!this.#found) return;
    this.timeline = openExcerpt(this.timeline, this.#found.answer, this.#found.asked);
    this.#found = null;
  }

  leaveExcerpt(): void {
    this.timeline = closeExcerpt(this.timeline);
  }

  /** Asks for a change of one of the messages shown, and shows it. */
  change(index: number, change: MessageChange): void {
    const messages = this.messages();
    const message = messages[index % messages.length];
    // One at a time for each message, as the site sends them.
    if (!message || this.pending.some(({ messageId }) => messageId === message.id)) return;
    const entry = { messageId: message.id, change };
    this.pending.push(entry);
    this.#asked.push(entry);
  }

  /** The server does one of the changes asked for, or refuses it. */
  serve(index: number, isRefused: boolean): void {
    const [entry] = this.#asked.splice(index % this.#asked.length, 1);
    if (!entry) return;
    const at = this.room.messages.findIndex(({ id }) => id === entry.messageId);
    const message = isRefused ? null : this.room.change(at, entry.change, ownId);
    this.#answered.push({ entry, message });
  }

  receiveAnswer(index: number): void {
    const [answer] = this.#answered.splice(index % this.#answered.length, 1);
    if (!answer) return;
    if (answer.message) this.timeline = applyAcknowledgement(this.timeline, answer.message);
    this.pending = this.pending.filter((entry) => entry !== answer.entry);
  }

  settle(): void {
    while (this.#unanswered.length) this.acknowledge(0);
    while (this.#asked.length) this.serve(0, false);
    while (this.#answered.length) this.receiveAnswer(0);
    this.receiveOlder();
    this.receiveNewer();
    this.receiveJump();
    this.connect();
    while (this.timeline.revision !== this.room.revision) this.deliver();
  }

  /** The keys of what is shown at the end of the log. */
  shown(): string[] {
    return timelineEntries(this, this.outbox).map(({ key }) => key);
  }

  /** The newest messages as they are shown. */
  messages(): Message[] {
    return shownMessages(timelineEntries(this, []));
  }

  /** What the reader has jumped to, as it is shown. */
  excerpt(): Message[] {
    return shownMessages(excerptEntries(this) ?? []);
  }

  #receive(event: DurableEvent): void {
    if (leavesGap(this.timeline, event)) {
      this.connect();
      return;
    }
    this.#delivered.push(event);
    this.timeline = applyEvent(this.timeline, event, this.#resumedFrom);
  }
}

function pageOf(messages: Message[]): MessagePage {
  const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
  return {
    messages,
    startCursor: first === undefined ? null : String(first),
    endCursor: last === undefined ? null : String(last),
    hasPrevious: (first ?? 1) > 1,
  };
}

function quote({
  id,
  seq,
  revision,
  kind,
  text,
  isBlocked,
  author,
  deletedAt,
}: Message | Quote): Quote {
  return { id, seq, revision, kind, text, isBlocked, author, deletedAt };
}

function shownMessages(entries: readonly TimelineEntry[]): Message[] {
  return entries.flatMap((entry) =>
    entry.kind === 'stored'
      ? [{ ...entry.message, replyTo: entry.quote && quote(entry.quote) }]
      : [],
  );
}
