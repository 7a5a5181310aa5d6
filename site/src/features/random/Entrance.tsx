import { useText } from '../../app/locale';
import { AccountCard } from '../account/AccountCard';
import { GuestEntry } from '../account/GuestEntry';
import styles from './RandomChat.module.css';
import { randomText } from './randomText';

/** For whoever is nobody yet: what this is, and the ways in. */
export function Entrance() {
  const text = useText(randomText);
  return (
    <AccountCard title={text.title} lead={text.lead}>
      <p className={styles.note}>{text.entrance.safe}</p>
      <GuestEntry />
    </AccountCard>
  );
}
