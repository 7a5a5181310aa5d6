import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../app/locale';
import { Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { isComposing } from '../chat/composer/isComposing';
import { addInterests, hasSeparator, longestInterest, mostInterests } from './interests';
import styles from './InterestsField.module.css';
import { randomText } from './randomText';

interface InterestsFieldProps {
  interests: readonly string[];
  /** What is being written and is no interest yet. */
  typed: string;
  onChange: (interests: readonly string[]) => void;
  onType: (typed: string) => void;
}

/** A list that is written like a sentence: Enter or a comma ends one, Backspace takes the last one back. */
export function InterestsField({ interests, typed, onChange, onType }: InterestsFieldProps) {
  const text = useText(randomText).form;
  const inputRef = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<ReturnType<typeof addInterests>['fault']>(null);
  const [said, setSaid] = useState('');

  const add = (value: string) => {
    const added = addInterests(interests, value);
    const newOnes = added.interests.slice(interests.length);
    setFault(added.fault);
    onType(added.rest);
    if (newOnes.length === 0) return;
    onChange(added.interests);
    setSaid(text.added(newOnes.join(', ')));
  };

  const remove = (interest: string) => {
    onChange(interests.filter((other) => other !== interest));
    setFault(null);
    setSaid(text.removed(interest));
    inputRef.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    // With nothing written, Enter is the form's.
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault();
      add(typed);
    }
    const last = interests.at(-1);
    if (event.key === 'Backspace' && typed === '' && last !== undefined) {
      event.preventDefault();
      remove(last);
    }
  };

  const error =
    fault === 'tooLong'
      ? text.tooLong(longestInterest)
      : fault === 'tooMany'
        ? text.tooMany(mostInterests)
        : undefined;

  return (
    <div>
      <Field label={text.interests} hint={text.interestsHint(mostInterests)} error={error}>
        {(control) => (
          <div className={styles.box} data-invalid={control['aria-invalid']}>
            {interests.length > 0 && (
              <ul className={styles.chips} aria-label={text.interests}>
                {interests.map((interest) => (
                  <li key={interest} className={styles.chip}>
                    {interest}
                    <button
                      type="button"
                      aria-label={text.remove(interest)}
                      onClick={() => remove(interest)}
                    >
                      <Icon name="close" size={14} />
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <input
              {...control}
              ref={inputRef}
              className={styles.input}
              value={typed}
              autoComplete="off"
              enterKeyHint="done"
              placeholder={interests.length === 0 ? text.placeholder : ''}
              onChange={({ target, nativeEvent }) => {
                const isWriting = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
                if (!isWriting && hasSeparator(target.value)) add(target.value);
                else onType(target.value);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
        )}
      </Field>
      <p className="visuallyHidden" role="status">
        {said}
      </p>
    </div>
  );
}
