import { useId } from 'react';
import type { ParticipantFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { Avatar } from '../../../ui/Avatar';
import { buttonClass } from '../../../ui/buttonClass';
import styles from './PeopleList.module.css';
import { peopleText } from './peopleText';

interface RestrainedListProps {
  title: string;
  people: readonly ParticipantFieldsFragment[];
  /** What lifting it is called: on the button, and for those who hear the button alone. */
  lift: { short: string; of: (name: string) => string };
  isBusy: boolean;
  error: string | undefined;
  onLift: (participantId: string) => void;
  /** Null where these are all. */
  onMore: (() => void) | null;
}

/** People upon whom something was laid, such as a ban, each with what takes it back; nothing where there are none. */
export function RestrainedList(props: RestrainedListProps) {
  const { title, people, lift, isBusy, error, onLift, onMore } = props;
  const text = useText(peopleText);
  const titleId = useId();
  if (people.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.title}>
        {title}
      </h3>
      <Alert>{error}</Alert>
      <ul className={styles.people}>
        {people.map(({ id, name }) => (
          <li key={id} className={styles.person} data-ends="words">
            <Avatar name={name} seed={id} size={36} />
            <span className={styles.words}>
              <span className={styles.name}>{name}</span>
            </span>
            <button
              type="button"
              className={buttonClass('secondary', 'small')}
              aria-label={lift.of(name)}
              disabled={isBusy}
              onClick={() => onLift(id)}
            >
              {lift.short}
            </button>
          </li>
        ))}
      </ul>
      {onMore && (
        <button type="button" className={buttonClass('secondary', 'small')} onClick={onMore}>
          {text.more}
        </button>
      )}
    </section>
  );
}
