'use client';

import { useDocumentInfo, useFormFields } from '@payloadcms/ui';

import { WhoIsThis } from './who-is-this';

/** Beside a message or a membership: asks whose it is, where the document itself does not say. */
export function IdentityField() {
  const { collectionSlug, id } = useDocumentInfo();
  const named = collectionSlug === 'chat-messages' ? 'author' : 'user';
  // In a room with names the field is there to be read.
  const isShown = useFormFields(([fields]) => Boolean(fields[named]?.value));
  if (id === undefined || isShown) return null;
  return (
    <WhoIsThis
      id={String(id)}
      subject={collectionSlug === 'chat-messages' ? 'message' : 'membership'}
    />
  );
}
