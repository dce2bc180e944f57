export const workflowTexts = {
  workflow_deep: {
    says: 'Workflows called workflows more than {most} deep; it ends here.',
    next: 'Look for one that calls itself.',
  },
  workflow_step: {says: 'Step {step}, {tool}, ended as {outcome}; the steps after it were not called.'},
  workflow_kept: {
    says: 'The run is kept, and goes on with step {step} of {count}.',
    next: 'Go on with it: parrot {words} --resume',
  },
  workflow_step_first: {
    says: 'Step {step}, {tool}, cannot be called ({outcome}), and it may not fail; so no step was.',
    next: 'See what there is: parrot plugin list',
  },
  workflow_step_absent: {
    says: 'Step {step}, {tool}, has nothing to call: no such tool is enabled here. It may fail, so the others are called.',
  },
  workflow_step_tolerated: {says: 'Step {step}, {tool}, ended as {outcome}. It may; the workflow went on.'},
  workflow_step_undry: {
    says: 'Step {step}, {tool}, changes something and has no dry run; it was left out of this one.',
  },
  workflow_stopped: {says: 'It was stopped before step {step}, {tool}.'},
  workflow_resumed: {says: 'Going on with step {step}, {tool}, of the run of {at}.'},
  workflow_left_off: {
    says: 'An earlier run of {tool}, begun {at} by {who}, stopped at step {step}, {last}, without an end. It is set aside; this one begins with step 1.',
  },
  workflow_nothing: {
    says: 'No run of {tool} has stopped without going well.',
    next: 'Leave out --resume to begin one.',
  },
  workflow_running: {
    says: 'A run of {tool} is on its way; there is none to go on with.',
    next: 'See it: parrot events tail',
  },
  workflow_changed: {
    says: 'The steps of {tool} are others than those of the run of {at}; it does not go on.',
    next: 'Leave out --resume to begin anew.',
  },
  workflow_unsure: {
    says: 'Step {step}, {tool}, was running when the run stopped, and whether it did its work is not on record. Its manifest says neither idempotent nor readOnly, so it is not run again.',
    next: 'See what it did. Then leave out --resume to begin anew, with step 1.',
  },
  call_late: {
    says: '{tool} was stopped: the time that its caller gives it was over.',
    next: 'A workflow can give a step more: "timeout" of the step.',
  },
} as const
