import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  BlockParticipantDocument,
  MuteParticipantDocument,
  SetMembershipRoleDocument,
  UnblockParticipantDocument,
  type MembershipRole,
  type PersonFragment,
} from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { announceBlocksChanged } from '../feed/blockChanges';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';

/** What is done about a person by one click, and what came of the last of it. */
export function usePersonActions(roomId: string, person: PersonFragment) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const [done, setDone] = useState<string>();
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [isBlocked, setIsBlocked] = useState(false);
  const [block] = useMutation(BlockParticipantDocument);
  const [unblock] = useMutation(UnblockParticipantDocument);
  const [mute] = useMutation(MuteParticipantDocument);
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
    isBlocked,
    block: () =>
      void run(async () => {
        await block({ variables });
        setIsBlocked(true);
        announceBlocksChanged();
      }, text.blocked(person.name)),
    unblock: () =>
      void run(async () => {
        await unblock({ variables });
        setIsBlocked(false);
        announceBlocksChanged();
      }, text.unblocked(person.name)),
    mute: (minutes: number) => {
      const until = new Date(Date.now() + minutes * 60_000).toISOString();
      void run(() => mute({ variables: { ...variables, until } }), text.muted(person.name));
    },
    giveRole: (role: Exclude<MembershipRole, 'OWNER'>) =>
      void run(
        () => setRole({ variables: { ...variables, role } }),
        role === 'MODERATOR' ? text.madeModerator(person.name) : text.madeMember(person.name),
      ),
  };
}
