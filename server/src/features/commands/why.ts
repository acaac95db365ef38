import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineCommand } from '../command.js';
import { processorName } from '../facts/processors.js';
import { verdictOf } from '../facts/verdict.js';
import { code } from '../markdown/text.js';
import { type Explanation, WHY_COMMAND, type WhyArgument } from '../requests.js';
import { conditionTexts, consequenceTexts, verdictText } from './why-conditions.js';

/** Why a processor is flagged for the lock that it does not name, or why it is not: each condition, with what shows it. */
export const why = defineCommand<WhyArgument, Explanation>({
  command: WHY_COMMAND,
  accepts: isWhyArgument,
  uriOf: ({ uri }) => uri,
  handle(context, { node: path }) {
    const unit = context?.view.unit;
    if (!context || !unit) {
      return { title: 'Nothing is known of this node', markdown: 'No board that is known includes the file.' };
    }
    const processor = ipcTopology(unit.tree).processors.find(({ node }) => node.path === path);
    if (!processor) {
      const exists = unit.tree.nodeAt(path) !== undefined;
      return {
        title: 'This node is not flagged',
        markdown: exists
          ? `${code(path)} is no remote processor of a Qualcomm SoC: its compatible is none of one, it cannot be told to stop by ${code('qcom,smem-states')}, and it has no glink-edge or smd-edge. The RPM is none either: Linux never starts or stops it.`
          : `The tree of this board has no node ${code(path)}.`,
      };
    }
    const verdict = verdictOf(context.view, unit, processor);
    return {
      title: `Why the ${processorName(processor)} is ${verdict.flagged ? 'flagged' : 'not flagged'}`,
      markdown: [
        verdictText(verdict),
        ...conditionTexts(unit, processor),
        ...consequenceTexts(context.view, unit, processor, verdict),
      ].join('\n\n'),
    };
  },
});

function isWhyArgument(argument: unknown): argument is WhyArgument {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, node } = argument as Partial<Record<keyof WhyArgument, unknown>>;
  return typeof uri === 'string' && typeof node === 'string';
}
