import { skipToken, useQuery } from '@apollo/client/react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { ViewerRolesDocument, type RoomQuery } from '../../../apollo/generated/chat';
import type { Refusal } from '../../../apollo/refusal';
import { useText } from '../../../app/locale';
import type { MessageChanges } from '../feed/MessageChanges';
import type { MessageChange } from '../timeline/pendingChanges';
import type { Message, Quote } from '../timeline/timeline';
import type { MessageActions } from './messageActions';
import {
  mayDelete,
  mayEdit,
  mayHide,
  mayReport,
  mayWrite,
  type Standing,
} from './messagePermissions';
import { messagesText } from './messagesText';

/** What a viewer is asked before it is done. */
export interface Asking {
  readonly what: 'delete' | 'hide' | 'report';
  readonly message: Message;
}

/** What became of something the viewer did. */
export type Outcome =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string; readonly refusal: Refusal };

interface Options {
  room: NonNullable<RoomQuery['room']>;
  isMuted: boolean;
  changes: MessageChanges;
  onReply: (message: Message) => void;
  onJump: (messageId: string) => void;
  nameOf: (participantId: string) => string | undefined;
}

/** What the viewer does with the messages of a room: asked about, written anew, refused. */
export function useMessageActionsOf(options: Options) {
  const { room, isMuted, changes } = options;
  const text = useText(messagesText);
  const { outbox } = useChatServices();
  const { data } = useQuery(ViewerRolesDocument, outbox ? {} : skipToken);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [edited, setEdited] = useState<{ message: Message; text: string } | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // Read when something is done: rows need not be rendered anew where only these change.
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });

  const standing = useMemo(
    (): Standing => ({
      ownId: room.membership?.participant.id,
      membershipRole: room.membership?.role,
      accountRoles: data?.viewer?.roles ?? [],
      isArchived: room.isArchived,
      isMuted,
      editWindowSeconds: room.editWindowSeconds,
      deleteWindowSeconds: room.deleteWindowSeconds,
    }),
    [room, isMuted, data],
  );

  const change = useMemo(
    () => async (message: Message, wanted: MessageChange) => {
      setOutcome(null);
      const refusal = await changes.change(message.id, wanted);
      if (!refusal) return;
      setOutcome({ kind: 'refused', text: text.actions.refused[wanted.kind], refusal });
      // What was written is not lost.
      if (wanted.kind === 'edit') setEdited({ message, text: wanted.text });
    },
    [changes, text],
  );

  const actions = useMemo(
    (): MessageActions => ({
      ownId: standing.ownId,
      mayAnswer: mayWrite(standing),
      mayEdit: (message) => mayEdit(standing, message, Date.now()),
      mayDelete: (message) => mayDelete(standing, message, Date.now()),
      mayHide: (message) => mayHide(standing, message),
      mayReport: (message) => mayReport(standing, message),
      change: (message, wanted) => void change(message, wanted),
      reply: (message) => latest.current.onReply(message),
      edit: (message) => setEdited({ message, text: message.text ?? '' }),
      delete: (message) => setAsking({ what: 'delete', message }),
      hide: (message) => setAsking({ what: 'hide', message }),
      report: (message) => setAsking({ what: 'report', message }),
      copy: (message) => {
        void navigator.clipboard
          .writeText(message.text ?? '')
          .then(() => setOutcome({ kind: 'said', text: text.actions.copied }));
      },
      jumpTo: ({ id }: Pick<Quote, 'id'>) => latest.current.onJump(id),
      nameOf: (participantId) => latest.current.nameOf(participantId),
    }),
    [standing, change, text],
  );

  const editing = useMemo(
    () =>
      edited && {
        messageId: edited.message.id,
        text: edited.text,
        onSave: (newText: string) => {
          setEdited(null);
          void change(edited.message, { kind: 'edit', text: newText });
        },
        onCancel: () => setEdited(null),
      },
    [edited, change],
  );

  return {
    actions,
    editing,
    asking,
    stopAsking: () => setAsking(null),
    outcome,
    say: setOutcome,
  };
}
