import type {workflowTexts as english} from '../en/workflow.ts'
import type {Translation} from '../fill.ts'

export const workflowTexts = {
  workflow_deep: {
    says: 'Workflows riefen Workflows auf, mehr als {most} tief; hier ist Schluss.',
    next: 'Suchen Sie einen, der sich selbst aufruft.',
  },
  workflow_step: {
    says: 'Schritt {step}, {tool}, endete mit {outcome}; die Schritte danach wurden nicht aufgerufen.',
  },
  workflow_kept: {
    says: 'Der Lauf ist aufgehoben und geht mit Schritt {step} von {count} weiter.',
    next: 'So geht er weiter: parrot {words} --resume',
  },
  workflow_step_first: {
    says: 'Schritt {step}, {tool}, kann nicht aufgerufen werden ({outcome}) und darf nicht scheitern; darum wurde keiner aufgerufen.',
    next: 'Was es gibt, zeigt: parrot plugin list',
  },
  workflow_step_absent: {
    says: 'Schritt {step}, {tool}, hat nichts aufzurufen: Ein solcher Befehl ist hier nicht aktiviert. Er darf scheitern, darum werden die anderen aufgerufen.',
  },
  workflow_step_tolerated: {
    says: 'Schritt {step}, {tool}, endete mit {outcome}. Das darf er; der Workflow ging weiter.',
  },
  workflow_step_undry: {
    says: 'Schritt {step}, {tool}, ändert etwas und hat keinen Probelauf; er wurde in diesem ausgelassen.',
  },
  workflow_stopped: {says: 'Er wurde vor Schritt {step}, {tool}, angehalten.'},
  workflow_resumed: {says: 'Es geht weiter mit Schritt {step}, {tool}, des Laufs vom {at}.'},
  workflow_left_off: {
    says: 'Ein früherer Lauf von {tool}, begonnen am {at} von {who}, blieb bei Schritt {step}, {last}, ohne Ende stehen. Er wird beiseitegelegt; dieser beginnt mit Schritt 1.',
  },
  workflow_nothing: {
    says: 'Kein Lauf von {tool} ist stehen geblieben, ohne gut auszugehen.',
    next: 'Lassen Sie --resume weg, um einen zu beginnen.',
  },
  workflow_running: {
    says: 'Ein Lauf von {tool} ist unterwegs; es gibt keinen fortzusetzen.',
    next: 'Er ist zu sehen mit: parrot events tail',
  },
  workflow_changed: {
    says: 'Die Schritte von {tool} sind andere als die des Laufs vom {at}; er wird nicht fortgesetzt.',
    next: 'Lassen Sie --resume weg, um neu zu beginnen.',
  },
  workflow_unsure: {
    says: 'Schritt {step}, {tool}, lief, als der Lauf stehen blieb, und ob er seine Arbeit getan hat, ist nicht aufgezeichnet. Sein Manifest sagt weder idempotent noch readOnly, darum wird er nicht noch einmal ausgeführt.',
    next: 'Sehen Sie nach, was er getan hat. Dann lassen Sie --resume weg, um mit Schritt 1 neu zu beginnen.',
  },
  call_late: {
    says: '{tool} wurde angehalten: Die Zeit, die ihm sein Aufrufer gibt, war um.',
    next: 'Ein Workflow kann einem Schritt mehr geben: "timeout" des Schritts.',
  },
} as const satisfies Translation<typeof english>
