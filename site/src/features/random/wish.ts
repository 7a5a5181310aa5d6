import type { Locale } from '../../app/locale';
import { storage } from '../../app/storage';
import { addInterests } from './interests';

/** Whom somebody would like to meet. */
export interface Wish {
  readonly interests: readonly string[];
  /** The language they would like to talk in; null for any. */
  readonly language: Locale | null;
}

const storageKey = 'coco.random';

/** What was wished for last on this device, else somebody who speaks the site's language. */
export function rememberedWish(locale: Locale): Wish {
  const fresh: Wish = { interests: [], language: locale };
  try {
    const stored = JSON.parse(storage.read(storageKey) ?? 'null') as Partial<Wish> | null;
    if (!stored) return fresh;
    const { interests, language } = stored;
    return {
      interests: Array.isArray(interests)
        ? addInterests([], interests.filter((one) => typeof one === 'string').join(',')).interests
        : [],
      language: language === 'ko' || language === 'en' || language === null ? language : locale,
    };
  } catch {
    return fresh;
  }
}

export function rememberWish(wish: Wish): void {
  storage.write(storageKey, JSON.stringify(wish));
}
