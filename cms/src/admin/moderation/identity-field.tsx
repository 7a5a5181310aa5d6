'use client';

import { useDocumentInfo, useFormFields } from '@payloadcms/ui';

import { DocumentTitle } from './document-title';
import { WhoIsThis } from './who-is-this';

/** Beside a message or a membership: asks whose it is, where the document itself does not say. */
export function IdentityField() {
  const { collectionSlug, id } = useDocumentInfo();
  const named = collectionSlug === 'chat-messages' ? 'author' : 'user';
  // In a room with names the field is there to be read.
  const isShown = useFormFields(([fields]) => Boolean(fields[named]?.value));
  const name = useFormFields(([fields]) => fields.name?.value);
  if (id === undefined) return null;
  return (
    <>
      {typeof name === 'string' && name ? <DocumentTitle title={name} /> : null}
      {isShown ? null : (
        <WhoIsThis
          id={String(id)}
          subject={collectionSlug === 'chat-messages' ? 'message' : 'membership'}
        />
      )}
    </>
  );
}
