import { useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { sessionStore } from '../features/account/session';
import { Avatar } from '../ui/Avatar';
import { buttonClass } from '../ui/buttonClass';
import { Icon } from '../ui/Icon';
import { Logo } from '../ui/Logo';
import styles from './Header.module.css';
import { LocaleSwitch } from './LocaleSwitch';
import { useText } from './locale';
import { shellText } from './shellText';
import { useStore } from './store';
import { ThemeSwitch } from './ThemeSwitch';

export function Header() {
  const text = useText(shellText);
  const session = useStore(sessionStore);
  const [location] = useLocation();
  // Open on the page it was opened on: going to another closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const isOpen = openOn === location;
  const menuId = useId();

  return (
    <header
      className={styles.header}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        setOpenOn(null);
      }}
    >
      <div className={styles.bar}>
        <Link href="/" className={styles.logo} aria-label={text.home}>
          <Logo />
        </Link>
        <div id={menuId} className={styles.menu} data-open={isOpen}>
          <nav aria-label={text.mainMenu} className={styles.pages}>
            <PageLink href="/rooms">{text.rooms}</PageLink>
            <PageLink href="/random">{text.random}</PageLink>
            <PageLink href="/insights">{text.insights}</PageLink>
            {!session && (
              <span className={styles.onlyInMenu}>
                <PageLink href="/login">{text.logIn}</PageLink>
              </span>
            )}
          </nav>
          <div className={styles.settings}>
            <LocaleSwitch />
            <ThemeSwitch />
          </div>
        </div>
        <div className={styles.account}>
          {session ? (
            <Link href="/account" className={styles.me} title={session.user.displayName}>
              {session.user.isGuest && <span className={styles.guest}>{text.guest}</span>}
              <Avatar name={session.user.displayName} seed={session.user.id} />
              <span className="visuallyHidden">
                {text.account}: {session.user.displayName}
              </span>
            </Link>
          ) : (
            <>
              <Link href="/login" className={`${buttonClass('quiet', 'small')} ${styles.notInBar}`}>
                {text.logIn}
              </Link>
              <Link href="/signup" className={buttonClass('primary', 'small')}>
                {text.signUp}
              </Link>
            </>
          )}
        </div>
        <button
          type="button"
          className={styles.menuButton}
          aria-expanded={isOpen}
          aria-controls={menuId}
          aria-label={text.openMenu}
          onClick={() => setOpenOn(isOpen ? null : location)}
        >
          <Icon name={isOpen ? 'close' : 'menu'} size={24} />
        </button>
      </div>
    </header>
  );
}

function PageLink({ href, children }: { href: string; children: string }) {
  const [location] = useLocation();
  const isCurrent = location === href || location.startsWith(`${href}/`);
  return (
    <Link href={href} className={styles.page} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </Link>
  );
}
