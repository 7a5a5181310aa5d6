import { useState } from 'react';
import type { RoomQuery } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { InviteDialog } from '../invites/InviteDialog';
import { inviteText } from '../invites/inviteText';
import { ReportDialog } from '../report/ReportDialog';
import { reportText } from '../report/reportText';
import { RoomSettingsDialog } from '../rooms/RoomSettingsDialog';
import { settingsText } from '../rooms/settingsText';
import { LeaveDialog } from './LeaveDialog';
import { peopleText } from './peopleText';
import { moderates, type Standing } from './powers';
import styles from './RoomActions.module.css';

interface RoomActionsProps {
  room: NonNullable<RoomQuery['room']>;
  standing: Standing;
}

type Open = 'invite' | 'settings' | 'leave' | 'report' | null;

export function RoomActions({ room, standing }: RoomActionsProps) {
  const text = useText(peopleText);
  const invites = useText(inviteText);
  const settings = useText(settingsText);
  const reports = useText(reportText);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);

  const mayInvite =
    room.kind === 'PRIVATE' &&
    (standing.role === 'OWNER' || standing.role === 'MODERATOR') &&
    !room.isArchived;

  return (
    <div className={styles.actions}>
      {mayInvite && (
        <button
          type="button"
          className={buttonClass('primary', 'small')}
          onClick={() => setOpen('invite')}
        >
          <Icon name="link" size={18} />
          {invites.start}
        </button>
      )}
      {moderates(standing) && (
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => setOpen('settings')}
        >
          <Icon name="gear" size={18} />
          {settings.title}
        </button>
      )}
      {standing.role && (
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => setOpen('leave')}
        >
          <Icon name="exit" size={18} />
          {text.leave.start}
        </button>
      )}
      {!moderates(standing) && (
        <button
          type="button"
          className={buttonClass('quiet', 'small')}
          onClick={() => setOpen('report')}
        >
          <Icon name="flag" size={18} />
          {reports.ofRoom}
        </button>
      )}
      {open === 'invite' && <InviteDialog roomId={room.id} onClose={close} />}
      {open === 'settings' && (
        <RoomSettingsDialog room={room} isOwner={standing.role === 'OWNER'} onClose={close} />
      )}
      {open === 'leave' && <LeaveDialog room={room} onClose={close} />}
      {open === 'report' && <ReportDialog roomId={room.id} onClose={close} />}
    </div>
  );
}
