import { useEffect, useState } from 'react';
import { acquireAttachment, releaseAttachment } from './attachmentBlobs';

export type AttachmentUrl =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly retry: () => void }
  | { readonly status: 'ready'; readonly objectUrl: string };

/** @param url null for as long as it is not wanted */
export function useAttachmentUrl(url: string | null): AttachmentUrl {
  const [loaded, setLoaded] = useState<{ url: string; objectUrl: string | null }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (url === null) return;
    let isWanted = true;
    acquireAttachment(url).then(
      (objectUrl) => isWanted && setLoaded({ url, objectUrl }),
      () => isWanted && setLoaded({ url, objectUrl: null }),
    );
    return () => {
      isWanted = false;
      releaseAttachment(url);
    };
  }, [url, attempt]);

  if (url === null || loaded?.url !== url) return { status: 'loading' };
  if (loaded.objectUrl !== null) return { status: 'ready', objectUrl: loaded.objectUrl };
  const retry = () => {
    setLoaded(undefined);
    setAttempt((number) => number + 1);
  };
  return { status: 'failed', retry };
}
