import { useState, type SubmitEvent } from 'react';
import { localeNames, useLocale, useText, type Locale } from '../../app/locale';
import { Alert } from '../../ui/Alert';
import { buttonClass } from '../../ui/buttonClass';
import { Icon } from '../../ui/Icon';
import { SelectField } from '../../ui/SelectField';
import { AccountCard } from '../account/AccountCard';
import { chatText } from '../chat/chatText';
import { useCountdown } from '../chat/composer/useCountdown';
import { refusalText } from '../chat/refusalText';
import { addInterests } from './interests';
import { InterestsField } from './InterestsField';
import type { Match } from './match';
import { randomText } from './randomText';
import { rememberedWish, rememberWish, type Wish } from './wish';

interface WishFormProps {
  match: Extract<Match, { phase: 'form' }>;
  onStart: (wish: Wish) => void;
}

const languages = Object.keys(localeNames) as Locale[];

/** Whom somebody would like to meet. What they said last is there already. */
export function WishForm({ match, onStart }: WishFormProps) {
  const { refusal, notBefore } = match;
  const text = useText(randomText);
  const chat = useText(chatText);
  const locale = useLocale();
  const [wish, setWish] = useState(() => rememberedWish(locale));
  const [typed, setTyped] = useState('');
  const secondsLeft = useCountdown(notBefore);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (secondsLeft > 0) return;
    // What was typed and not yet added was meant as well.
    const { interests } = addInterests(wish.interests, typed);
    rememberWish({ ...wish, interests });
    onStart({ ...wish, interests });
  };

  const refused = () => {
    if (notBefore === null) return refusal && refusalText(refusal, chat);
    return secondsLeft > 0 && text.form.tryAgainIn(secondsLeft);
  };

  return (
    <AccountCard title={text.title} lead={text.lead}>
      <form onSubmit={onSubmit}>
        <InterestsField
          interests={wish.interests}
          typed={typed}
          onChange={(interests) => setWish({ ...wish, interests })}
          onType={setTyped}
        />
        <SelectField
          label={text.form.language}
          hint={text.form.languageHint}
          value={wish.language ?? ''}
          options={[
            ...languages.map((language) => ({ value: language, label: localeNames[language] })),
            { value: '', label: text.form.anyLanguage },
          ]}
          onChange={({ target }) => {
            const language = languages.find((one) => one === target.value) ?? null;
            setWish({ ...wish, language });
          }}
        />
        <Alert>{refused()}</Alert>
        <button type="submit" className={buttonClass('primary')} disabled={secondsLeft > 0}>
          <Icon name="shuffle" />
          {text.form.start}
        </button>
      </form>
    </AccountCard>
  );
}
