import { useState } from 'react';
import { Link } from 'wouter';
import { outboxStorage } from '../../apollo/outboxStorage';
import { useLocale, useText } from '../../app/locale';
import { useStore } from '../../app/store';
import { Avatar } from '../../ui/Avatar';
import { buttonClass } from '../../ui/buttonClass';
import { Dialog } from '../../ui/Dialog';
import { DialogActions } from '../../ui/DialogActions';
import { Notice } from '../../ui/Notice';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { AccountCard } from './AccountCard';
import styles from './AccountPage.module.css';
import { accountText } from './accountText';
import { logOut } from './authentication';
import { sessionStore, type SessionUser } from './session';

export default function AccountPage() {
  const text = useText(accountText);
  const session = useStore(sessionStore);
  useDocumentTitle(text.account.title);

  if (session) return <Profile user={session.user} />;
  return (
    <Notice level={1} icon="lock" title={text.account.loggedOut} text={text.account.loggedOutText}>
      <Link href="/login?next=/account" className={buttonClass('primary')}>
        {text.logIn.submit}
      </Link>
    </Notice>
  );
}

function Profile({ user }: { user: SessionUser }) {
  const text = useText(accountText);
  const [isAsking, setIsAsking] = useState(false);
  const unsent = outboxStorage(user.id).readAll().length;

  const leave = () => {
    outboxStorage(user.id).clear();
    void logOut();
  };

  return (
    <AccountCard title={text.account.title}>
      <div className={styles.person}>
        <Avatar name={user.displayName} seed={user.id} size={64} />
        <dl className={styles.facts}>
          <dt>{text.account.name}</dt>
          <dd>{user.displayName}</dd>
          {user.isGuest ? <GuestUntil /> : <Email address={user.email} />}
        </dl>
      </div>
      <div className={styles.actions}>
        {user.isGuest && (
          <Link href="/signup" className={buttonClass('primary')}>
            {text.guestAccount.keep}
          </Link>
        )}
        <Link href="/rooms" className={buttonClass(user.isGuest ? 'secondary' : 'primary')}>
          {text.account.rooms}
        </Link>
        <button
          type="button"
          className={buttonClass('secondary')}
          onClick={() => (unsent > 0 || user.isGuest ? setIsAsking(true) : leave())}
        >
          {user.isGuest ? text.guestAccount.leave : text.account.logOut}
        </button>
      </div>
      {isAsking && (
        <LeaveDialog
          isGuest={user.isGuest}
          unsent={unsent}
          onLeave={leave}
          onClose={() => setIsAsking(false)}
        />
      )}
    </AccountCard>
  );
}

function Email({ address }: { address: string | null }) {
  const text = useText(accountText);
  return (
    <>
      <dt>{text.account.email}</dt>
      <dd>{address}</dd>
    </>
  );
}

function GuestUntil() {
  const text = useText(accountText);
  const locale = useLocale();
  const session = useStore(sessionStore);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      <dt>{text.guestAccount.until}</dt>
      <dd>{session && time.format(session.expiresAt)}</dd>
    </>
  );
}

interface LeaveDialogProps {
  isGuest: boolean;
  /** How many messages would be lost. */
  unsent: number;
  onLeave: () => void;
  onClose: () => void;
}

function LeaveDialog({ isGuest, unsent, onLeave, onClose }: LeaveDialogProps) {
  const text = useText(accountText);
  return (
    <Dialog
      title={isGuest ? text.guestAccount.leaveTitle : text.unsent.title(unsent)}
      onClose={onClose}
    >
      {isGuest && <p>{text.guestAccount.leaveText}</p>}
      {isGuest && unsent > 0 && <p>{text.unsent.title(unsent)}.</p>}
      {unsent > 0 && <p>{text.unsent.text}</p>}
      <DialogActions>
        <button type="button" className={buttonClass('secondary')} onClick={onLeave}>
          {isGuest ? text.guestAccount.confirm : text.unsent.logOut}
        </button>
        <button type="button" className={buttonClass('primary')} onClick={onClose}>
          {text.unsent.stay}
        </button>
      </DialogActions>
    </Dialog>
  );
}
