import { useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { composerText } from './composerText';
import styles from './MentionList.module.css';
import type { Mentions } from './useMentions';

/** The people that a mention being written may mean. The focus stays in the text. */
export function MentionList({ mentions }: { mentions: Mentions }) {
  const text = useText(composerText);
  const { people, active, listId, optionId, pick } = mentions;
  return (
    <>
      <p role="status" className="visuallyHidden">
        {people.length > 0 && text.peopleFound(people.length)}
      </p>
      {people.length > 0 && (
        <ul id={listId} role="listbox" aria-label={text.people} className={styles.list}>
          {people.map((person, index) => (
            <li
              key={person.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              className={styles.person}
              // The text keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Avatar name={person.name} seed={person.id} size={28} />
              {person.name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
