import { useState } from 'react';
import type { PersonFragment, RoomQuery } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { Avatar } from '../../../ui/Avatar';
import { buttonClass } from '../../../ui/buttonClass';
import { Dialog } from '../../../ui/Dialog';
import { Icon } from '../../../ui/Icon';
import { ReportDialog } from '../report/ReportDialog';
import { BanDialog } from './BanDialog';
import { HandOverDialog } from './HandOverDialog';
import { peopleText } from './peopleText';
import styles from './PersonDialog.module.css';
import { powersOver, type Standing } from './powers';
import { usePersonActions } from './usePersonActions';

interface PersonDialogProps {
  room: NonNullable<RoomQuery['room']>;
  person: PersonFragment;
  standing: Standing;
  onClose: () => void;
}

const muteMinutes = ['10', '60', '1440'] as const;

/** Somebody in a room, and what the viewer may do about them. */
export function PersonDialog({ room, person, standing, onClose }: PersonDialogProps) {
  const text = useText(peopleText);
  const [next, setNext] = useState<'report' | 'ban' | 'handOver' | null>(null);
  const { mayModerate, mayGiveRoles } = powersOver(standing, person.role);
  const actions = usePersonActions(room.id, person);
  const { name } = person;

  const target = { roomId: room.id, person, onClose };
  if (next === 'report') {
    return <ReportDialog roomId={room.id} participantId={person.id} onClose={onClose} />;
  }
  if (next === 'ban') return <BanDialog {...target} />;
  if (next === 'handOver') return <HandOverDialog {...target} />;

  return (
    <Dialog title={name} onClose={onClose}>
      <p className={styles.person}>
        <Avatar name={name} seed={person.id} size={48} />
        <span>
          {text.roles[person.role]}
          {person.isOnline && ` · ${text.online}`}
        </span>
      </p>
      <p role="status" className={styles.done}>
        {actions.done}
      </p>
      <Alert>{actions.error}</Alert>
      <div className={styles.group}>
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          disabled={actions.isBusy}
          onClick={person.isBlocked ? actions.unblock : actions.block}
        >
          {person.isBlocked ? text.unblock : text.block}
        </button>
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => setNext('report')}
        >
          <Icon name="flag" size={18} />
          {text.report}
        </button>
        <p className={styles.hint}>{text.blockHint}</p>
      </div>
      {mayModerate && (
        <div className={styles.group} role="group" aria-label={text.mute}>
          <span className={styles.label}>
            <Icon name="mute" size={18} />
            {text.mute}
          </span>
          {muteMinutes.map((minutes) => (
            <button
              key={minutes}
              type="button"
              className={buttonClass('secondary', 'small')}
              disabled={actions.isBusy}
              onClick={() => actions.mute(Number(minutes))}
            >
              {text.muteFor[minutes]}
            </button>
          ))}
          <button
            type="button"
            className={buttonClass('quiet', 'small')}
            disabled={actions.isBusy}
            onClick={actions.unmute}
          >
            {text.unmute}
          </button>
          <p className={styles.hint}>{text.muteHint}</p>
        </div>
      )}
      {(mayGiveRoles || mayModerate) && (
        <div className={styles.group}>
          {mayGiveRoles && person.role !== 'OWNER' && (
            <>
              <button
                type="button"
                className={buttonClass('secondary', 'small')}
                disabled={actions.isBusy}
                onClick={() => actions.giveRole(person.role === 'MEMBER' ? 'MODERATOR' : 'MEMBER')}
              >
                <Icon name="shield" size={18} />
                {person.role === 'MEMBER' ? text.makeModerator : text.makeMember}
              </button>
              <button
                type="button"
                className={buttonClass('secondary', 'small')}
                onClick={() => setNext('handOver')}
              >
                <Icon name="crown" size={18} />
                {text.handOver.start}
              </button>
            </>
          )}
          {mayModerate && (
            <button
              type="button"
              className={buttonClass('danger', 'small')}
              onClick={() => setNext('ban')}
            >
              <Icon name="ban" size={18} />
              {text.ban.start}
            </button>
          )}
        </div>
      )}
    </Dialog>
  );
}
