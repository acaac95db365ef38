import { DTC_WARNING_SETS } from '../server/src/rules/dtc-levels.js';
import type { FindingCode } from '../server/src/workspace/finding-codes.js';
import { RULE_LEVELS, type Setting, TRACES } from '../server/src/workspace/settings.js';
import { inTable } from './finding-pages.js';

/** The manifest with the sections that follow from the settings. */
export function manifestWith(manifest: string, settings: readonly Setting[], codes: readonly FindingCode[]): string {
  const value = JSON.parse(manifest);
  value.contributes.configuration = {
    title: 'dts-analyzer',
    properties: Object.fromEntries(settings.map((setting) => [nameOf(setting), propertyOf(setting, codes)])),
  };
  value.capabilities.untrustedWorkspaces.restrictedConfigurations = settings
    .filter((setting) => setting.needsTrust)
    .map(nameOf);
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The schema of project files, by which an editor completes and checks them: the settings of the server, by their keys. */
export function projectSchema(settings: readonly Setting[], codes: readonly FindingCode[]): string {
  const properties = settings.map(({ key, type, default: value, description }) => [
    key,
    { ...schemaOf(type, codes), default: value, description, markdownDescription: description },
  ]);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of dts-analyzer for a project',
    description: 'Written by `npm run generate` from server/src/workspace/settings.ts; edit that.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** The page that lists every setting. */
export function settingsPage(settings: readonly Setting[]): string {
  const rows = settings.map((setting) => {
    const value = `\`${JSON.stringify(setting.default)}\``;
    return `| \`${nameOf(setting)}\` | ${TYPE_NAMES[setting.type]} | ${value} | ${inTable(setting.description)} |`;
  });
  return `# Settings

<!-- Written by \`npm run generate\` from server/src/workspace/settings.ts; edit that. -->

A source tree that is known, as Linux is, needs none. The codes of \`dts-analyzer.rules\` are in [rules.md](rules.md).
[suppressing.md](suppressing.md) shows where settings come from and which stand above which, and how comments in a source silence
findings.

| Setting | Value | Default | What it does |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const TYPE_NAMES: Readonly<Record<Setting['type'], string>> = {
  levels: `object: code of findings → ${choiceOf(RULE_LEVELS)}`,
  folders: 'list of folders',
  globs: 'list of globs',
  overrides: 'list of objects: `files`, `rules`, `dtcWarnings`',
  'dtc-set': choiceOf(DTC_WARNING_SETS),
  switch: choiceOf(['true', 'false']),
  trace: choiceOf(TRACES),
};

function propertyOf(setting: Setting, codes: readonly FindingCode[]): object {
  return {
    ...schemaOf(setting.type, codes),
    default: setting.default,
    scope: setting.scope,
    markdownDescription: setting.description,
  };
}

/** The JSON schema that an editor completes and checks a value by. */
function schemaOf(type: Setting['type'], codes: readonly FindingCode[]): object {
  switch (type) {
    case 'levels':
      return {
        type: 'object',
        properties: Object.fromEntries(
          codes.map(({ code, title }) => [code, { enum: RULE_LEVELS, markdownDescription: title }]),
        ),
        additionalProperties: false,
      };
    case 'folders':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'globs':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'overrides':
      return {
        type: 'array',
        items: {
          type: 'object',
          required: ['files'],
          properties: {
            files: schemaOf('globs', codes),
            // The codes with their titles are at `rules`; to say them all again would double the manifest.
            rules: {
              type: 'object',
              propertyNames: { enum: codes.map(({ code }) => code) },
              additionalProperties: { enum: RULE_LEVELS },
            },
            dtcWarnings: schemaOf('dtc-set', codes),
          },
          additionalProperties: false,
        },
      };
    case 'dtc-set':
      return { type: 'string', enum: DTC_WARNING_SETS };
    case 'switch':
      return { type: 'boolean' };
    case 'trace':
      return { type: 'string', enum: TRACES };
  }
}

function nameOf({ key }: Setting): string {
  return `dts-analyzer.${key}`;
}

function choiceOf(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
