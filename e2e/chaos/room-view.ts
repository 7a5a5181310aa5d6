/** A message as a client of the chaos run asks for it. */
export interface Message {
  id: string;
  seq: number;
  revision: number;
  clientMessageId: string;
  text: string | null;
  deletedAt: string | null;
  reactions: { emoji: string; count: number }[];
}

interface History {
  __typename: 'History';
  revision: number;
  truncated: boolean;
  /** In order of seq. */
  messages: Message[];
}

export type RoomEvent =
  | History
  | { __typename: 'MessagePosted' | 'MessageChanged'; revision: number; message: Message }
  | { __typename: 'RoomChanged'; revision: number }
  | { __typename: 'TypingChanged' | 'PresenceChanged' | 'ReadMarkerMoved' };

export const messageFields = `id seq revision clientMessageId text deletedAt
  reactions { emoji count }`;

export const roomEvents = `subscription ($roomId: ID!, $afterRevision: Int) {
  roomEvents(roomId: $roomId, afterRevision: $afterRevision) {
    __typename
    ... on History { revision truncated messages { ${messageFields} } }
    ... on MessagePosted { revision message { ${messageFields} } }
    ... on MessageChanged { revision message { ${messageFields} } }
    ... on RoomChanged { revision }
  }
}`;

/**
 * What one client holds of a room, made from its events alone, and what was wrong with their order. It
 * remembers which message each revision was about, to be compared with what others were shown.
 */
export class RoomView {
  readonly messages = new Map<string, Message>();
  /** In words. */
  readonly faults: string[] = [];
  /** The id of the message that was posted or changed, by revision. */
  readonly byRevision = new Map<number, string>();
  revision: number | null = null;
  /** From where on the view is whole: the first seq and the revision of the history it began with. */
  begun = { seq: 1, revision: 0 };

  take(event: RoomEvent): void {
    switch (event.__typename) {
      case 'History':
        this.#begin(event);
        return;
      case 'MessagePosted':
      case 'MessageChanged':
        this.#follow(event.revision);
        this.byRevision.set(event.revision, event.message.id);
        if (event.__typename === 'MessagePosted' && this.messages.has(event.message.id)) {
          this.faults.push(`message ${event.message.seq} was posted twice`);
        }
        this.messages.set(event.message.id, event.message);
        return;
      case 'RoomChanged':
        this.#follow(event.revision);
        return;
      default: // The rest is not durable.
    }
  }

  #begin({ messages, revision, truncated }: History): void {
    // More was missed than is replayed: what is held is dropped, as the contract says.
    if (truncated) this.messages.clear();
    if (truncated || this.revision === null) {
      this.begun = { seq: messages[0]?.seq ?? 1, revision };
    }
    for (const message of messages) this.messages.set(message.id, message);
    this.revision = revision;
  }

  #follow(revision: number): void {
    if (this.revision === null || revision !== this.revision + 1) {
      this.faults.push(`revision ${revision} came after ${this.revision ?? 'nothing'}`);
    }
    this.revision = revision;
  }
}
