'use client';

import { FieldDescription, FieldLabel, useField } from '@payloadcms/ui';
import type { JSONFieldClientProps } from 'payload';

import './json-view.css';

/**
 * Shows a JSON field, which people read here and never write. Payload's own editor for such fields is
 * fetched from a content network, which the panel's security policy forbids and a closed network lacks.
 */
export function JsonView({ field, path }: JSONFieldClientProps) {
  const { value } = useField<unknown>({ path });
  const isEmpty = value === null || value === undefined;
  return (
    <div className="field-type coco-json-view">
      <FieldLabel as="span" label={field.label ?? field.name} path={path} />
      <pre>{isEmpty ? '–' : JSON.stringify(value, null, 2)}</pre>
      {field.admin?.description ? (
        <FieldDescription description={field.admin.description} path={path} />
      ) : null}
    </div>
  );
}
