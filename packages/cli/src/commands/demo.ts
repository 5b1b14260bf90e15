/** `turnpike demo`: a scripted agent at the books of the demonstration company, told as a story. */
import type { Action } from "../context.js";
import { asFailures } from "../desk.js";
import type { Closer } from "../open-gateway.js";
import { withData } from "../output/hints.js";
import { dataFolder } from "../settings/data-folder.js";
import { openStage } from "../story/stage.js";
import { playStory } from "../story/story.js";
import { tellerFor } from "../story/teller.js";

/** Tells it from beginning to end. */
export const demo: Action = async (context) => {
  const closers: Closer[] = [];
  try {
    await asFailures(async () => {
      const data = dataFolder(context.dataFlag, context.env, { demo: true });
      const stage = await openStage(context, data, closers);
      await playStory(stage, tellerFor(context.out), `${withData(context)} start --demo`);
    });
    return 0;
  } finally {
    for (const close of closers.reverse()) await close();
  }
};
