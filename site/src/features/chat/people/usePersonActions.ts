import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  BlockParticipantDocument,
  MuteParticipantDocument,
  SetMembershipRoleDocument,
  UnblockParticipantDocument,
  UnmuteParticipantDocument,
  type MembershipRole,
  type PersonFragment,
} from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { announceBlocksChanged } from '../feed/blockChanges';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';
import { rememberBlock } from './rememberBlock';

/** What is done about a person by one click, and what came of the last of it. */
export function usePersonActions(roomId: string, person: PersonFragment) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const [done, setDone] = useState<string>();
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [block] = useMutation(BlockParticipantDocument, { update: rememberBlock(person.id, true) });
  const [unblock] = useMutation(UnblockParticipantDocument, {
    update: rememberBlock(person.id, false),
  });
  const [mute] = useMutation(MuteParticipantDocument);
  const [unmute] = useMutation(UnmuteParticipantDocument);
  const [setRole] = useMutation(SetMembershipRoleDocument);
  const variables = { roomId, participantId: person.id };

  const run = async (act: () => Promise<unknown>, said: string): Promise<void> => {
    setIsBusy(true);
    setDone(undefined);
    setError(undefined);
    try {
      await act();
      setDone(said);
    } catch (failure) {
      setError(refusalWords(failure));
    } finally {
      setIsBusy(false);
    }
  };

  return {
    done,
    error,
    isBusy,
    block: () =>
      void run(async () => {
        await block({ variables });
        announceBlocksChanged();
      }, text.blocked(person.name)),
    unblock: () =>
      void run(async () => {
        await unblock({ variables });
        announceBlocksChanged();
      }, text.unblocked(person.name)),
    mute: (minutes: number) => {
      const until = new Date(Date.now() + minutes * 60_000).toISOString();
      void run(() => mute({ variables: { ...variables, until } }), text.muted(person.name));
    },
    unmute: () => void run(() => unmute({ variables }), text.unmuted(person.name)),
    giveRole: (role: Exclude<MembershipRole, 'OWNER'>) =>
      void run(
        () => setRole({ variables: { ...variables, role } }),
        role === 'MODERATOR' ? text.madeModerator(person.name) : text.madeMember(person.name),
      ),
  };
}
