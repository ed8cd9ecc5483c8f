import type { Attachment, Lang, Pack, Procedure, Report } from "motcua";

/** A value that takes part in Standard Schema, version 1. */
export interface StandardSchema<Data> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "motcua";
    readonly validate: (
      value: unknown,
    ) => { readonly value: Data; readonly issues?: undefined } | { readonly issues: ReadonlyArray<StandardIssue> };
    readonly types?: { readonly input: Data; readonly output: Data };
  };
}

export interface StandardIssue {
  /** The sentence for a person. */
  readonly message: string;
  /** Where: names of members, numbers of items. */
  readonly path: ReadonlyArray<string | number>;
}

/**
 * A procedure as Standard Schema, for react-hook-form, TanStack Form and whoever else takes one. Errors alone become
 * issues; warnings and remarks are in `pack.validate`.
 *
 * @example
 * useForm<Data>({ resolver: standardSchemaResolver(standardSchema<Data>(pack, "1.001193")) });
 */
export declare function standardSchema<Data = unknown>(
  pack: Pick<Pack, "validate" | "message">,
  code: string,
  options?: {
    /** Language of the messages; `vi` unless said. */
    lang?: Lang;
    /** The moment for the rules; the host's clock unless said. */
    now?: () => Date | string;
    /** `online` unless said. */
    channel?: "online" | "desk" | "post";
    /** What is attached now. */
    attachments?: Attachment[] | (() => Attachment[]);
  },
): StandardSchema<Data>;

/** An error as ajv and JSON Forms shape it. */
export interface JsonFormsError {
  instancePath: string;
  schemaPath: string;
  /** The issue's code, such as `form/required`. */
  keyword: string;
  params: Record<string, string>;
  message: string;
}

/** The errors of a report for `<JsonForms additionalErrors={…} validationMode="NoValidation">`. */
export declare function jsonFormsErrors(
  pack: Pick<Pack, "message">,
  code: string,
  report: Report,
  lang?: Lang,
): JsonFormsError[];

/** The UI schema of a procedure with labels in one language; its data schema is `procedure.form`. */
export declare function jsonFormsUi(procedure: Procedure, lang?: Lang): { type: string; [member: string]: unknown };

/** TypeScript source of the type of a procedure's data, to be written into a project. */
export declare function typescript(procedure: Procedure, typeName?: string): string;
