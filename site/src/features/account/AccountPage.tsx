import { useRef } from 'react';
import { Link } from 'wouter';
import { outboxStorage } from '../../apollo/outboxStorage';
import { useText } from '../../app/locale';
import { useStore } from '../../app/store';
import { Avatar } from '../../ui/Avatar';
import { buttonClass } from '../../ui/buttonClass';
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
  const dialogRef = useRef<HTMLDialogElement>(null);
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
          <dt>{text.account.email}</dt>
          <dd>{user.email}</dd>
        </dl>
      </div>
      <div className={styles.actions}>
        <Link href="/rooms" className={buttonClass('primary')}>
          {text.account.rooms}
        </Link>
        <button
          type="button"
          className={buttonClass('secondary')}
          onClick={() => (unsent > 0 ? dialogRef.current?.showModal() : leave())}
        >
          {text.account.logOut}
        </button>
      </div>
      <dialog ref={dialogRef} className={styles.dialog} aria-labelledby="unsent-title">
        <h2 id="unsent-title">{text.unsent.title(unsent)}</h2>
        <p>{text.unsent.text}</p>
        <form method="dialog" className={styles.actions}>
          <button type="submit" className={buttonClass('primary')}>
            {text.unsent.stay}
          </button>
          <button type="button" className={buttonClass('secondary')} onClick={leave}>
            {text.unsent.logOut}
          </button>
        </form>
      </dialog>
    </AccountCard>
  );
}
