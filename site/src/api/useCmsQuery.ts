import { useEffect, useState } from 'react';
import type { TypedDocumentString } from '../apollo/generated/cms';
import { useLocale, type Locale } from '../app/locale';
import { cmsRequest } from './cmsRequest';

export type CmsQuery<Result> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly retry: () => void }
  | { readonly status: 'ready'; readonly data: Result };

// What was read before is shown at once when a visitor comes back to a page, and read again behind it.
const answers = new Map<string, unknown>();

/** Reads published content in the visitor's language. */
export function useCmsQuery<Result>(
  document: TypedDocumentString<Result, { locale: Locale }>,
): CmsQuery<Result> {
  const locale = useLocale();
  const key = `${locale} ${document.toString()}`;
  const [settled, setSettled] = useState<{ key: string; failed: boolean }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    const settle = (failed: boolean) => {
      if (isCurrent) setSettled({ key, failed });
    };
    cmsRequest(document, { locale }).then(
      (data) => {
        answers.set(key, data);
        settle(false);
      },
      () => settle(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [document, key, locale, attempt]);

  if (answers.has(key)) return { status: 'ready', data: answers.get(key) as Result };
  if (settled?.key === key && settled.failed) {
    const retry = () => {
      setSettled(undefined);
      setAttempt((number) => number + 1);
    };
    return { status: 'failed', retry };
  }
  return { status: 'loading' };
}
