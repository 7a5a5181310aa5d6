import { useState, type SubmitEvent } from 'react';
import type { Refusal } from '../../apollo/refusal';
import { useText } from '../../app/locale';
import { Alert } from '../../ui/Alert';
import { buttonClass } from '../../ui/buttonClass';
import { AccountCard } from '../account/AccountCard';
import { chatText } from '../chat/chatText';
import { refusalText } from '../chat/refusalText';
import type { Rules } from './match';
import type { RandomMatch } from './RandomMatch';
import { randomText } from './randomText';
import styles from './RulesCard.module.css';

interface RulesCardProps {
  rules: Rules;
  refusal: Refusal | null;
  actions: Pick<RandomMatch, 'accept' | 'decline'>;
}

/** What somebody agrees to, and that they are old enough, before they meet anybody. */
export function RulesCard({ rules, refusal, actions }: RulesCardProps) {
  const text = useText(randomText).rules;
  const chat = useText(chatText);
  const [isBusy, setIsBusy] = useState(false);
  const [isAgeMissing, setIsAgeMissing] = useState(false);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const isOfAge = new FormData(event.currentTarget).has('isOfAge');
    setIsAgeMissing(!isOfAge);
    if (!isOfAge || isBusy) return;
    setIsBusy(true);
    void actions.accept().finally(() => setIsBusy(false));
  };

  return (
    <AccountCard title={text.title} lead={text.lead}>
      <form noValidate onSubmit={onSubmit}>
        {/* It scrolls: with the keyboard as well. */}
        <div className={styles.rules} role="region" aria-label={text.label} tabIndex={0}>
          {rules.text}
        </div>
        <label className={styles.age}>
          <input
            type="checkbox"
            name="isOfAge"
            required
            onChange={({ target }) => {
              if (target.checked) setIsAgeMissing(false);
            }}
          />
          {text.isOfAge(rules.minimumAge)}
        </label>
        <Alert>
          {isAgeMissing
            ? text.ageMissing(rules.minimumAge)
            : refusal && !isBusy && refusalText(refusal, chat)}
        </Alert>
        <div className={styles.actions}>
          <button type="submit" className={buttonClass('primary')} disabled={isBusy}>
            {isBusy ? text.busy : text.accept}
          </button>
          <button type="button" className={buttonClass('quiet')} onClick={() => actions.decline()}>
            {text.decline}
          </button>
        </div>
      </form>
    </AccountCard>
  );
}
