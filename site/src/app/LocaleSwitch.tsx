import { chooseLocale, localeNames, useLocale, useText, type Locale } from './locale';
import styles from './LocaleSwitch.module.css';
import { shellText } from './shellText';

const shortNames: Record<Locale, string> = { ko: '한', en: 'EN' };
const locales: readonly Locale[] = ['ko', 'en'];

export function LocaleSwitch() {
  const text = useText(shellText);
  const current = useLocale();
  return (
    <div role="group" aria-label={text.language} className={styles.switch}>
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-label={localeNames[locale]}
          aria-pressed={locale === current}
          onClick={() => chooseLocale(locale)}
        >
          {shortNames[locale]}
        </button>
      ))}
    </div>
  );
}
