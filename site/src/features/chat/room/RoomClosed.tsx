import { Link } from 'wouter';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Notice } from '../../../ui/Notice';
import { peopleText } from '../people/peopleText';
import styles from './RoomClosed.module.css';

/** Stands in the conversation's place for whoever was sent out of a room. */
export function RoomClosed() {
  const text = useText(peopleText).closed;
  return (
    <div role="alert" className={styles.closed}>
      <Notice icon="lock" title={text.title} text={text.text}>
        <Link href="/rooms" className={buttonClass('primary')}>
          {text.link}
        </Link>
      </Notice>
    </div>
  );
}
