import { useEffect } from 'react';

const site = 'CoCo Chat';
let page = site;
let unread = 0;

function show(): void {
  document.title = unread > 0 ? `(${unread}) ${page}` : page;
}

/** Names the page in the tab, in the history and to screen readers. */
export function useDocumentTitle(title?: string): void {
  useEffect(() => {
    page = title ? `${title} · ${site}` : site;
    show();
  }, [title]);
}

/** Puts before the page's name how much has not been read. */
export function useUnreadInTitle(count: number): void {
  useEffect(() => {
    unread = count;
    show();
    return () => {
      unread = 0;
      show();
    };
  }, [count]);
}
