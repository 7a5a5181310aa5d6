import type { PayloadRequest } from 'payload';

/** What people read, in each language of the admin panel. */
export interface Words {
  en: string;
  ko: string;
}

/** The words in the language that a request asks for. */
export const inLanguageOf = ({ i18n }: Pick<PayloadRequest, 'i18n'>, { en, ko }: Words): string =>
  i18n.language === 'ko' ? ko : en;
