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

/** The page that lists every setting. */
export function settingsPage(settings: readonly Setting[]): string {
  const rows = settings.map((setting) => {
    const value = `\`${JSON.stringify(setting.default)}\``;
    return `| \`${nameOf(setting)}\` | ${TYPE_NAMES[setting.type]} | ${value} | ${inTable(setting.description)} |`;
  });
  return `# Settings

<!-- Written by \`npm run generate\` from server/src/workspace/settings.ts; edit that. -->

A source tree that is known, as Linux is, needs none. The codes of \`dts-analyzer.rules\` are in [rules.md](rules.md).

| Setting | Value | Default | What it does |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const TYPE_NAMES: Readonly<Record<Setting['type'], string>> = {
  levels: `object: code of findings → ${choiceOf(RULE_LEVELS)}`,
  folders: 'list of folders',
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
