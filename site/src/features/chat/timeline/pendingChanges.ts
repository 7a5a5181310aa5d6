import type { Message } from './timeline';

/** What somebody wants done with a message. */
export type MessageChange =
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'delete' }
  /** A moderator's: the message stays in its place, without its content. */
  | { readonly kind: 'hide' }
  | { readonly kind: 'react' | 'unreact'; readonly emoji: string };

/** A change that is shown already, and that the server has not answered yet. */
export interface PendingChange {
  readonly messageId: string;
  readonly change: MessageChange;
}

/**
 * The messages as they will be once the server has done what was asked of it. A change that it has done
 * already changes nothing more, so that its answer and its event may come in any order.
 * @param ownId of the viewer's participant
 */
export function withPendingChanges(
  messages: readonly Message[],
  pending: readonly PendingChange[],
  ownId: string | undefined,
): readonly Message[] {
  if (pending.length === 0 || ownId === undefined) return messages;
  return messages.map((message) =>
    pending
      .filter(({ messageId }) => messageId === message.id)
      .reduce((changed, { change }) => withChange(changed, change, ownId), message),
  );
}

function withChange(message: Message, change: MessageChange, ownId: string): Message {
  // What is deleted stays so.
  if (message.text === null) return message;
  switch (change.kind) {
    case 'edit':
      return message.text === change.text
        ? message
        : { ...message, text: change.text, editedAt: message.editedAt ?? message.createdAt };
    case 'delete':
      return { ...withoutContent(message), deletedAt: message.createdAt };
    case 'hide':
      return withoutContent(message);
    case 'react':
      return { ...message, reactions: withReaction(message.reactions, change.emoji, ownId) };
    case 'unreact':
      return { ...message, reactions: withoutReaction(message.reactions, change.emoji, ownId) };
  }
}

function withoutContent(message: Message): Message {
  return { ...message, text: null, reactions: [], attachments: [] };
}

type Reactions = Message['reactions'];

function withReaction(reactions: Reactions, emoji: string, ownId: string): Reactions {
  if (!reactions.some((reaction) => reaction.emoji === emoji)) {
    return [...reactions, { emoji, count: 1, participantIds: [ownId] }];
  }
  return reactions.map((reaction) =>
    reaction.emoji !== emoji || reaction.participantIds.includes(ownId)
      ? reaction
      : {
          emoji,
          count: reaction.count + 1,
          participantIds: [...reaction.participantIds, ownId],
        },
  );
}

function withoutReaction(reactions: Reactions, emoji: string, ownId: string): Reactions {
  return reactions
    .map((reaction) =>
      reaction.emoji !== emoji || !reaction.participantIds.includes(ownId)
        ? reaction
        : {
            emoji,
            count: reaction.count - 1,
            participantIds: reaction.participantIds.filter((id) => id !== ownId),
          },
    )
    .filter(({ count }) => count > 0);
}
