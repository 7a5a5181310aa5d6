import { useId, useState, type SubmitEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { CmsError } from '../../api/cmsError';
import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { accountText } from './accountText';
import { continueAsGuest } from './authentication';
import styles from './GuestEntry.module.css';
import { useCmsErrorWords } from './useCmsErrorWords';

/** In characters, as for every account. */
const longestName = 40;

interface GuestEntryProps {
  /** Called before the guest is made: what is on the page then begins anew, for somebody. */
  onEnter?: () => void;
}

/** The ways in, for whoever is nobody yet: as a guest by one click, or with an account. */
export function GuestEntry({ onEnter }: GuestEntryProps) {
  const text = useText(accountText);
  const [location] = useLocation();
  const hintId = useId();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const errorWords = useCmsErrorWords();
  const next = `?next=${encodeURIComponent(location)}`;

  const enter = async (name: string) => {
    setIsBusy(true);
    setError(undefined);
    onEnter?.();
    try {
      await continueAsGuest(name);
    } catch (failure) {
      if (!(failure instanceof CmsError)) throw failure;
      setError(failure.fields[0]?.message ?? errorWords(failure));
    } finally {
      setIsBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('displayName');
    if (!isBusy) void enter(typeof name === 'string' ? name.trim() : '');
  };

  return (
    <div className={styles.entry}>
      <form className={styles.guest} onSubmit={onSubmit}>
        <input
          name="displayName"
          className={styles.name}
          aria-label={text.guest.name}
          aria-describedby={hintId}
          placeholder={text.guest.name}
          autoComplete="nickname"
          maxLength={longestName}
        />
        <button type="submit" className={buttonClass('primary')} disabled={isBusy}>
          {isBusy ? text.guest.busy : text.guest.enter}
        </button>
      </form>
      <p role="alert" className={styles.error}>
        {error}
      </p>
      <p id={hintId} className={styles.hint}>
        {text.guest.hint}
      </p>
      <p className={styles.account}>
        {text.guest.or} <Link href={`/login${next}`}>{text.logIn.submit}</Link>
        <span aria-hidden="true"> · </span>
        <Link href={`/signup${next}`}>{text.signUp.title}</Link>
      </p>
    </div>
  );
}
