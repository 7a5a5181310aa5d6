'use client';

import { useDocumentTitle } from '@payloadcms/ui';
import { useEffect } from 'react';

/** Titles a document where Payload would show a stored value: in its heading and the way there. */
export function DocumentTitle({ title }: { title: string }) {
  const { setDocumentTitle, title: shown } = useDocumentTitle();
  // Payload sets its own at first and whenever the document was saved, in an effect after this one.
  useEffect(() => {
    const turn = setTimeout(() => {
      if (shown !== title) setDocumentTitle(title);
    });
    return () => {
      clearTimeout(turn);
    };
  }, [setDocumentTitle, shown, title]);
  return null;
}
