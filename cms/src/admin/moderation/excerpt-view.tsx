'use client';

import { FieldDescription, FieldLabel, useField, useTranslation } from '@payloadcms/ui';
import type { JSONFieldClientProps } from 'payload';

import { LocalTime } from './local-time';
import './moderation.css';
import { languageOf, moderationWords } from './words';

/** One message of an excerpt, as the chat keeps it with a report. */
interface ExcerptLine {
  id?: string;
  name?: string | null;
  text?: string | null;
  createdAt?: string;
  isReported?: boolean;
}

/** Shows the messages around a reported one, the way they were read in the room. */
export function ExcerptView({ field, path }: JSONFieldClientProps) {
  const { value } = useField<unknown>({ path });
  const { i18n } = useTranslation();
  const language = languageOf(i18n);
  const words = moderationWords[language];
  const lines = Array.isArray(value) ? (value as ExcerptLine[]) : [];
  return (
    <div className="field-type coco-excerpt">
      <FieldLabel as="span" label={field.label ?? words.excerpt} path={path} />
      {lines.length === 0 ? <p>{words.noExcerpt}</p> : null}
      <ol>
        {lines.map(({ createdAt, id, isReported, name, text }, index) => (
          <li className={isReported ? 'coco-excerpt__reported' : undefined} key={id ?? index}>
            <header>
              <strong>{name ?? words.deletedAccount}</strong>
              {createdAt ? <LocalTime language={language} time={createdAt} /> : null}
              {isReported ? <span className="coco-badge">{words.reported}</span> : null}
            </header>
            <p>{text ? text : <em>{words.noText}</em>}</p>
          </li>
        ))}
      </ol>
      {field.admin?.description ? (
        <FieldDescription description={field.admin.description} path={path} />
      ) : null}
    </div>
  );
}
