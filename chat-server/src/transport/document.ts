import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

import { tooComplex } from '../errors';
import { limitRules, mostTokens } from './limits';

/** How many checked documents are remembered. Clients send the same few again and again. */
const remembered = 1_000;

/** Parses and checks documents, each distinct one once. */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, DocumentNode>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** @returns the document, or why it is refused */
  prepare(source: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#known.get(source);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: mostTokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    const errors = this.#faults(document);
    if (errors.length > 0) return errors;
    this.#remember(source, document);
    return document;
  }

  #faults(document: DocumentNode): readonly GraphQLError[] {
    const [excess] = validate(this.#schema, document, limitRules, { maxErrors: 1 });
    if (excess) {
      // The rules call every excess a syntax error, which it is not.
      const message = excess.message.replace(/^Syntax Error: /, '');
      return [new GraphQLError(message, { originalError: tooComplex(message) })];
    }
    return validate(this.#schema, document, specifiedRules, { maxErrors: 5 });
  }

  #remember(source: string, document: DocumentNode): void {
    // The oldest goes: a Map keeps the order of insertion.
    if (this.#known.size >= remembered) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(source, document);
  }
}
