import { createContext, use } from 'react';
import type { MessageChange } from '../timeline/pendingChanges';
import type { Message, Quote } from '../timeline/timeline';

/** What the viewer of a room may do with its messages, and how. */
export interface MessageActions {
  /** Of the viewer's participant; undefined for who is no member. */
  readonly ownId: string | undefined;
  /** Replies and reactions: for members who may write. */
  readonly mayAnswer: boolean;
  mayEdit(message: Message): boolean;
  mayDelete(message: Message): boolean;
  mayHide(message: Message): boolean;
  mayReport(message: Message): boolean;
  change(message: Message, change: MessageChange): void;
  reply(message: Message): void;
  edit(message: Message): void;
  /** These three ask first. */
  delete(message: Message): void;
  hide(message: Message): void;
  report(message: Message): void;
  copy(message: Message): void;
  /** Shows a message, wherever it is. */
  jumpTo(message: Pick<Quote, 'id'>): void;
  /** Of somebody in the room, where it is known. */
  nameOf(participantId: string): string | undefined;
}

/** Null where messages are only shown. */
const MessageActionsContext = createContext<MessageActions | null>(null);

export const MessageActionsProvider = MessageActionsContext.Provider;

export function useMessageActions(): MessageActions | null {
  return use(MessageActionsContext);
}
