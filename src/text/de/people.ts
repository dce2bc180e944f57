import type {peopleTexts as english} from '../en/people.ts'
import type {Translation} from '../fill.ts'

export const peopleTexts = {
  people_files: {
    says: '{tool} arbeitet mit Ihren Dateien, und der Server dieses Rechners hat Rechte an Dateien, die Sie nicht haben.',
    next: 'Lassen Sie es von einem eigenen Parrot in Ihrem Home tun: PARROT_SYSTEM=0 parrot …',
  },
  people_lent: {
    says: 'Der Server dieses Rechners würde öffnen oder weitersenden, was {what} nennt, mit Rechten, die Sie nicht haben.',
    next: 'Bitten Sie, wer diesen Rechner verwaltet, es zu setzen.',
  },
  people_guarded: {
    says: '{what} sagt, wer hier was darf, was aufgezeichnet bleibt oder wessen Plugins genommen werden; das ändert oder entfernt nur, wer alles darf.',
    next: 'Bitten Sie, wer diesen Rechner verwaltet.',
  },
  people_told: {
    says: '{what} ließe den Server jemandem Ereignisse mitteilen, die Sie nicht lesen dürfen.',
    next: 'Bitten Sie, wer diesen Rechner verwaltet, es zu setzen, oder um das Recht logs:read.',
  },
  people_reach: {
    says: 'Der Server würde sich mit etwas verbinden, das er nach Ihrer Rolle nicht für Sie erreichen darf: {rights}.',
    next: 'Bitten Sie, wer diesen Rechner verwaltet, es zu setzen, oder um dieses Recht: {rights}',
  },
  people_secret: {
    says: 'In der Konfiguration selbst steht womöglich ein Geheimnis ({what}); ihr ganzer Text ist deshalb nur für den, der alles darf.',
    next: 'Bitten Sie, wer diesen Rechner verwaltet, es in einer Datei oder Variablen aufzubewahren; bis dahin: parrot config show, parrot config set SCHLÜSSEL WERT',
  },
  people_server: {
    says: 'Der Server dieses Rechners startet, beendet und installiert sich nicht selbst.',
    next: 'Als root: systemctl status parrot-mcp, oder PARROT_SYSTEM=0 parrot server install --system. Für einen eigenen Server: PARROT_SYSTEM=0 parrot server --help',
  },
  people_input: {
    says: 'Was angegeben wurde, konnte dort, wo es angegeben wurde, nicht gelesen werden.',
  },
  people_left: {
    says: 'Wer gefragt hat, ist gegangen, bevor bekannt war, was angegeben wird.',
  },
  people_strangers: {
    says: 'Sie haben auf diesem Rechner keine Rolle und haben zu oft gefragt.',
    next: 'Bitten Sie, wer ihn verwaltet, um eine Rolle, und kommen Sie in einer Minute wieder.',
  },
  people_busy: {
    says: '{most} Aufrufe von Ihnen laufen schon.',
    next: 'Warten Sie, bis einer davon zu Ende ist.',
  },
  people_full: {
    says: '{most} Terminals von Ihnen sind schon verbunden.',
    next: 'Schließen Sie eines davon.',
  },
  people_often: {
    says: 'Sie haben sich in kurzer Zeit zu oft mit dem Server dieses Rechners verbunden.',
    next: 'Warten Sie eine Sekunde, und kommen Sie wieder.',
  },
  people_unnamed: {
    says: 'Die Liste der Konten dieses Rechners gab keine Antwort; darum ist nicht bekannt, was Sie dürfen.',
    next: 'Kommen Sie gleich wieder. Wie lange es dauert, zeigt: getent passwd',
  },
  people_wrong: {
    says: 'Der Server hat dieses Parrot nicht verstanden, oder ihm wurde mehr geschickt, als er annimmt.',
    next: 'Bringen Sie beide auf dieselbe Version, und schicken Sie weniger auf einmal.',
  },
  people_silent: {
    says: 'Dieser Rechner hat einen Server für seine Leute, und der antwortet nicht ({socket}: {cause}).',
    next: 'Bitten Sie, wer ihn verwaltet, nachzusehen: systemctl status parrot-mcp. Ein eigenes Parrot ohne ihn: PARROT_SYSTEM=0 parrot …',
  },
  people_untrusted: {
    says: '{socket} ist kein Socket, den nur sein Besitzer oder root dort angelegt haben kann; deshalb wird ihm nichts gesagt.',
    next: 'Fragen Sie, wer diesen Rechner verwaltet. Ein eigenes Parrot ohne ihn: PARROT_SYSTEM=0 parrot …',
  },
  people_other: {
    says: 'Der Server dieses Rechners spricht anders als dieses Parrot ({version}).',
    next: 'Bringen Sie beide auf dieselbe Version.',
  },
  people_odd: {
    says: 'Was der Server dieses Rechners ({socket}) geantwortet hat, versteht dieses Parrot nicht ({cause}).',
    next: 'Bringen Sie beide auf dieselbe Version; sind sie das, bitten Sie, wer ihn verwaltet, nachzusehen: systemctl status parrot-mcp',
  },
  people_lost: {
    says: 'Der Server ging, bevor er geantwortet hat; wie dies ausging, ist hier nicht bekannt.',
    next: 'Wenn er wieder da ist, zeigt sein Journal, was geschah: parrot events list',
  },
  people_elsewhere: {
    says: 'Auf diesem Rechner tut das der Server und kein Terminal.',
    next: 'Für ein eigenes Parrot: PARROT_SYSTEM=0 parrot …',
  },
  people_profile: {
    says: 'Die Konfiguration gehört hier dem Server; es gibt kein Profil zu wählen.',
    next: 'Für ein eigenes Parrot: PARROT_SYSTEM=0 parrot …',
  },
  people_folder: {
    says: 'PARROT_PEOPLE ({folder}) ist kein Ordner des Benutzers, als der dieser Server läuft, den andere betreten, aber nicht beschreiben dürfen.',
    next: 'Lassen Sie ihn von systemd anlegen (RuntimeDirectory=parrot), oder: install -d -o parrot -m 755 /run/parrot',
  },
  people_home: {
    says: 'PARROT_PEOPLE ist für einen Server mit eigenem Home, und PARROT_HOME ist nicht gesetzt.',
    next: 'Setzen Sie PARROT_HOME auf einen Ordner des Benutzers, als der er läuft, etwa /var/lib/parrot.',
  },
  people_unknown: {
    says: 'Fehler: Der Kernel sagt hier nicht, wer sich verbindet; deshalb wird unter {folder} sonst niemand von diesem Rechner eingelassen.',
  },
  people_wordless: {
    says: 'Der Server sagt "{said}", was dieses Parrot nicht kennt.',
    next: 'Bringen Sie beide auf dieselbe Version.',
  },
} as const satisfies Translation<typeof english>
