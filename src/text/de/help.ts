/** What help and lists say, by its English. Names, flags and examples are the same in every language. */
export const help: Readonly<Record<string, string>> = {
  'Approved operations on this machine, through one corridor: who asks, what the role allows, a sandbox, a record.':
    'Genehmigte Vorgänge auf diesem Rechner, durch einen Gang: wer fragt, was die Rolle erlaubt, eine Sandbox, eine Aufzeichnung.',
  'COMMAND [flags]': 'BEFEHL [Optionen]',
  'On a terminal: a menu of what you may run': 'Am Terminal: ein Menü dessen, was Sie ausführen dürfen',
  'Which Parrot this is, and on which Node': 'Welches Parrot dies ist und auf welchem Node',
  'Every command takes --help, and all but autocomplete and root take --json.':
    'Jeder Befehl nimmt --help, und alle außer autocomplete und root nehmen --json.',
  'For root: what the server of this machine may have done as root':
    'Für root: was der Server dieses Rechners als root tun lassen darf',
  'Evaluate the rules of alerts now': 'Die Regeln für Meldungen jetzt auswerten',
  'List the rules of alerts and what fires': 'Die Regeln für Meldungen auflisten, und was gemeldet ist',
  'Let nothing be told of a rule for a while': 'Eine Regel für eine Weile stummschalten',
  'See whether an alert reaches you': 'Prüfen, ob eine Meldung Sie erreicht',
  'Let a silenced rule be told of again': 'Die Stummschaltung einer Regel aufheben',
  'Write the whole journal as JSON lines': 'Das ganze Journal als JSON-Zeilen schreiben',
  "Show the journal's last number and hash, to keep elsewhere":
    'Letzte Nummer und Hash des Journals zeigen, um sie anderswo aufzuheben',
  'Check that nothing in the journal was changed, removed or cut off':
    'Prüfen, dass im Journal nichts geändert, entfernt oder abgeschnitten wurde',
  'Say whether someone may do something, and by which rule':
    'Sagen, ob jemand etwas darf, und nach welcher Regel',
  'For parrot config set: take a change back when its time is over':
    'Für parrot config set: eine Änderung zurücknehmen, wenn ihre Zeit um ist',
  'Say what is wrong in the configuration, by file, line and column':
    'Sagen, was in der Konfiguration falsch ist, mit Datei, Zeile und Spalte',
  'Let a change that waits to be confirmed stand': 'Eine Änderung bestätigen, die darauf wartet',
  'Show what is not as it is by default': 'Zeigen, was von den Vorgaben abweicht',
  'Edit your configuration file and put it in place only if it is right':
    'Ihre Konfigurationsdatei bearbeiten und nur einsetzen, wenn sie richtig ist',
  'Show one value of the configuration': 'Einen Wert der Konfiguration zeigen',
  'List the good configurations that were kept': 'Die guten Konfigurationen auflisten, die aufgehoben wurden',
  'Write a configuration file with every key in it as a comment':
    'Eine Konfigurationsdatei mit jedem Schlüssel als Kommentar schreiben',
  'Have the server take its files as they are now':
    'Den Server seine Dateien übernehmen lassen, wie sie jetzt sind',
  'Put an earlier good configuration back': 'Eine frühere gute Konfiguration wieder einsetzen',
  'Set one key in your configuration file': 'Einen Schlüssel in Ihrer Konfigurationsdatei setzen',
  'Show every value of the configuration and where it comes from':
    'Jeden Wert der Konfiguration zeigen und woher er kommt',
  'Take one key out of your configuration file': 'Einen Schlüssel aus Ihrer Konfigurationsdatei entfernen',
  'For cron: notice which runs of the schedule were missed':
    'Für cron: feststellen, welche Läufe des Zeitplans versäumt wurden',
  'For cron: run an entry of the schedule': 'Für cron: einen Eintrag des Zeitplans ausführen',
  'Check this installation and say what to mend': 'Diese Installation prüfen und sagen, was zu beheben ist',
  'List what happened': 'Auflisten, was geschehen ist',
  'List the events that a subscriber was not told of':
    'Die Ereignisse auflisten, die einem Abonnenten nicht gemeldet wurden',
  'Tell subscribers of events, now or as they come':
    'Abonnenten Ereignisse melden, jetzt oder sobald sie kommen',
  'Have events delivered that were put aside': 'Beiseitegelegte Ereignisse zustellen lassen',
  'List who is told of which events, and how that goes':
    'Auflisten, wem welche Ereignisse gemeldet werden und wie das geht',
  'Send a test event to a subscriber': 'Einem Abonnenten ein Testereignis senden',
  'Show what happens as it happens': 'Zeigen, was geschieht, während es geschieht',
  'Make an API key for an agent': 'Einen API-Schlüssel für einen Agenten erzeugen',
  'List the API keys': 'Die API-Schlüssel auflisten',
  'Take an API key back': 'Einen API-Schlüssel widerrufen',
  'Give an API key another secret': 'Einem API-Schlüssel ein neues Geheimnis geben',
  'Serve AI agents by the Model Context Protocol': 'KI-Agenten über das Model Context Protocol bedienen',
  'Agree to what a plugin, or its update, asks for, and switch it on':
    'Dem zustimmen, was ein Plugin oder seine neue Version verlangt, und es einschalten',
  'Run a plugin out of the folder you work on':
    'Ein Plugin aus dem Ordner ausführen, in dem Sie daran arbeiten',
  'Show or change the settings of a plugin': 'Die Einstellungen eines Plugins zeigen oder ändern',
  'Switch a plugin off; what was approved is kept': 'Ein Plugin abschalten; was genehmigt ist, bleibt es',
  'Switch a plugin on again that was approved, or came with Parrot':
    'Ein Plugin wieder einschalten, das genehmigt ist oder mit Parrot kam',
  'Say what a plugin may do, whose it is and who approved it':
    'Sagen, was ein Plugin darf, von wem es ist und wer es genehmigt hat',
  'Fetch a plugin from a folder, a tarball, npm or git':
    'Ein Plugin aus einem Ordner, einem Archiv, von npm oder git holen',
  'Make a key to sign plugins with': 'Einen Schlüssel zum Signieren von Plugins erzeugen',
  'List the plugins and whether they are enabled': 'Die Plugins auflisten und ob sie aktiviert sind',
  'Make the folder of a new plugin that works': 'Den Ordner eines neuen Plugins anlegen, das schon läuft',
  'Let the version run again that ran before': 'Die Version wieder laufen lassen, die zuvor lief',
  'Run the examples of a plugin in the sandbox': 'Die Beispiele eines Plugins in der Sandbox ausführen',
  'Take a plugin away with all that is its own': 'Ein Plugin mit allem entfernen, was zu ihm gehört',
  'Fetch a newer version of a plugin': 'Eine neuere Version eines Plugins holen',
  'Hold the files of plugins against what was approved':
    'Die Dateien von Plugins mit den genehmigten vergleichen',
  'Look for plugins in the indexes that the configuration names':
    'In den Verzeichnissen der Konfiguration nach Plugins suchen',
  'Sign a plugin, so that others can tell it is yours':
    'Ein Plugin signieren, damit andere sehen, dass es von Ihnen ist',
  'Run a plugin under development and say which permissions it needs':
    'Ein Plugin in Entwicklung ausführen und sagen, welche Rechte es braucht',
  'List the roles': 'Die Rollen auflisten',
  'Show what a role allows and who has it': 'Zeigen, was eine Rolle erlaubt und wer sie hat',
  "Run a plugin's command by its explicit form":
    'Den Befehl eines Plugins in der ausdrücklichen Form ausführen',
  'Add a user': 'Einen Benutzer anlegen',
  'Give a role to a user': 'Einem Benutzer eine Rolle geben',
  'List the users': 'Die Benutzer auflisten',
  'Remove a user': 'Einen Benutzer entfernen',
  'Show a user': 'Einen Benutzer zeigen',
  'Show who you are here and what your roles allow': 'Zeigen, wer Sie hier sind und was Ihre Rollen erlauben',
  'What fires, and what people are told of it': 'Was gemeldet ist und was man davon erfährt',
  'Verify, export and anchor the journal': 'Das Journal prüfen, exportieren und verankern',
  'See, change and check the configuration': 'Die Konfiguration ansehen, ändern und prüfen',
  'What cron runs of the schedule; entries are made with setup_cron':
    'Was cron aus dem Zeitplan ausführt; Einträge entstehen mit setup_cron',
  'What happened, and what happens': 'Was geschehen ist und was geschieht',
  'API keys, by which agents are told apart': 'API-Schlüssel, an denen Agenten unterschieden werden',
  'Install, approve, update and remove plugins':
    'Plugins installieren, genehmigen, aktualisieren und entfernen',
  'The roles and what they allow': 'Die Rollen und was sie erlauben',
  'Who is who, and who has which role': 'Wer wer ist und wer welche Rolle hat',
  'Set up completion for your shell': 'Die Vervollständigung für Ihre Shell einrichten',
  'it ran and all is well': 'es lief, und alles ist in Ordnung',
  'it ran and did not succeed': 'es lief und hatte keinen Erfolg',
  'it ran and found a problem on the machine': 'es lief und fand ein Problem auf dem Rechner',
  'too many calls for now': 'zurzeit zu viele Aufrufe',
  'Parrot could not do its part, or its own configuration is wrong':
    'Parrot konnte seinen Teil nicht leisten, oder seine eigene Konfiguration ist falsch',
  'no sandbox strong enough for this plugin is to be had here':
    'keine für dieses Plugin ausreichend starke Sandbox ist hier zu haben',
  'it may have run, but its end is not on record':
    'es ist vielleicht gelaufen, aber sein Ende ist nicht aufgezeichnet',
  'another person must approve this first': 'jemand anderes muss das erst genehmigen',
  'it asked something before it can go on': 'es hat etwas gefragt, bevor es weitergehen kann',
  'the role of the caller does not allow it': 'die Rolle des Aufrufers erlaubt es nicht',
  'the plugin is not the one that was approved': 'das Plugin ist nicht das genehmigte',
  'it ran longer than its limit and was stopped': 'es lief länger als seine Grenze und wurde angehalten',
  'there is no such plugin or command': 'es gibt kein solches Plugin und keinen solchen Befehl',
  'the caller took it back': 'der Aufrufer hat es zurückgenommen',
  'One JSON document on stdout, for failures too': 'Ein JSON-Dokument auf stdout, auch bei Fehlern',
  'Take profiles/NAME.yaml of the configuration over the rest':
    'profiles/NAME.yaml der Konfiguration vor allem anderen nehmen',
  'The language to be told in: en or de; else PARROT_LANG or LANG says':
    'Die Sprache der Ausgaben: en oder de; sonst gilt PARROT_LANG oder LANG',
  'Go on with the run that stopped, from the step that was running':
    'Den stehen gebliebenen Lauf fortsetzen, ab dem Schritt, der lief',
  'Say what would be done and do nothing; refused where the plugin cannot':
    'Sagen, was getan würde, und nichts tun; abgelehnt, wo das Plugin es nicht kann',
  'Run without the sandbox; needs sandbox:bypass': 'Ohne Sandbox ausführen; braucht sandbox:bypass',
  "Exit with the plugin's own status where it ran": 'Mit dem Status des Plugins enden, wenn es lief',
  'Evaluates every rule now. The schedule does it where rules have time in them: see parrot setup_cron.':
    'Wertet jetzt jede Regel aus. Der Zeitplan tut das, wo Regeln von Zeit abhängen: siehe parrot setup_cron.',
  'As the last evaluation left them: whether it fires, since when, by which event, and when it is said again.':
    'Wie die letzte Auswertung sie hinterließ: ob eine Meldung vorliegt, seit wann, durch welches Ereignis und wann sie wiederholt wird.',
  'Nothing is told of this rule for so long; what still fires then is told then. Who did it, and why, is on record.':
    'So lange wird von dieser Regel nichts gemeldet; was danach noch vorliegt, wird dann gemeldet. Wer es war und warum, wird aufgezeichnet.',
  'The name of the rule': 'Der Name der Regel',
  'Goes wherever a real alert of this rule would, in quiet hours and silence too, and says that it is a test.':
    'Geht dorthin, wohin eine echte Meldung dieser Regel ginge, auch in Ruhezeit und stummgeschaltet, und sagt, dass es ein Test ist.',
  'A new file, which only you can read; stdout when left out':
    'Eine neue Datei, die nur Sie lesen können; ohne Angabe stdout',
  'Note it where this machine cannot reach it; parrot audit verify --expect-head takes it.':
    'Notieren Sie es dort, wo dieser Rechner nicht hinkommt; parrot audit verify --expect-head nimmt es an.',
  'A head that you noted elsewhere': 'Ein Kopf, den Sie anderswo notiert haben',
  'The exit status is the answer: 0 yes, 75 only with approval, 77 no.':
    'Der Exit-Status ist die Antwort: 0 ja, 75 nur mit Genehmigung, 77 nein.',
  'A user, else a role': 'Ein Benutzer, sonst eine Rolle',
  'A command, in one word or several, else a permission':
    'Ein Befehl, in einem Wort oder mehreren, sonst ein Recht',
  'Inputs that a right names, as name=value': 'Eingaben, die ein Recht nennt, als name=wert',
  'Without a file: everything that Parrot reads here, roles and users included. With one: that file, which is never run. It works also while the configuration is broken.':
    'Ohne Datei: alles, was Parrot hier liest, auch Rollen und Benutzer. Mit einer: diese Datei, die dabei nie ausgeführt wird. Es geht auch, solange die Konfiguration defekt ist.',
  'A .json, .yaml or .env file; all that is read here when left out':
    'Eine Datei .json, .yaml oder .env; ohne Angabe alles, was hier gelesen wird',
  'A change with --commit-confirm is taken back when its time is over, also by the next start of Parrot if the machine was off then.':
    'Eine Änderung mit --commit-confirm wird zurückgenommen, wenn ihre Zeit um ist; war der Rechner dann aus, beim nächsten Start von Parrot.',
  'Opens a copy in $VISUAL or $EDITOR, at a terminal else in vi, checks what you wrote, and puts it in place whole. What is wrong never gets there: you are asked again, or your copy is kept and named. It works also while the configuration is broken.':
    'Öffnet eine Kopie in $VISUAL oder $EDITOR, an einem Terminal sonst in vi, prüft, was Sie geschrieben haben, und setzt es als Ganzes ein. Was falsch ist, kommt nie dorthin: Sie werden noch einmal gefragt, oder Ihre Kopie bleibt und wird genannt. Es geht auch, solange die Konfiguration defekt ist.',
  'Take it back after this time, as 5m, unless parrot config confirm comes first':
    'Nach dieser Zeit zurücknehmen, etwa 5m, wenn parrot config confirm nicht vorher kommt',
  'The value alone, as a script wants it: a list one item a line, nothing where nothing is set.':
    'Nur der Wert, wie ein Skript ihn braucht: eine Liste mit einem Eintrag je Zeile, nichts, wo nichts gesetzt ist.',
  'The key, as limits.pids': 'Der Schlüssel, etwa limits.pids',
  'The last 20 that were good, newest first; * is in place. One is kept with each change by parrot config init, set, unset, edit and rollback; what an editor wrote is kept by parrot config check, or when the next change replaces it. It works also while the configuration is broken.':
    'Die letzten 20, die gut waren, die neueste zuerst; * ist eingesetzt. Bei jeder Änderung durch parrot config init, set, unset, edit und rollback wird eine aufgehoben; was ein Editor schrieb, hebt parrot config check auf, oder die nächste Änderung, die es ersetzt. Es geht auch, solange die Konfiguration defekt ist.',
  'Every key is in it as a comment, with a sentence and its default, and editors that know YAML complete it. A file in YAML that is there gets the keys that it lacks; what it says stays.':
    'Jeder Schlüssel steht als Kommentar darin, mit einem Satz und seiner Vorgabe; Editoren, die YAML kennen, vervollständigen ihn. Eine Datei in YAML, die es schon gibt, bekommt die Schlüssel, die ihr fehlen; was darin steht, bleibt.',
  'Say what would be done and do nothing': 'Sagen, was getan würde, und nichts tun',
  'Has the server of this home take its files as they are now. What is wrong in them changes nothing and is said by file, line and column. Calls that run keep what they began with.':
    'Lässt den Server dieses Homes seine Dateien übernehmen, wie sie jetzt sind. Was darin falsch ist, ändert nichts und wird mit Datei, Zeile und Spalte genannt. Laufende Aufrufe behalten, womit sie begannen.',
  'Only this part; it may be given more than once': 'Nur dieser Teil; darf mehrmals angegeben werden',
  'Without a number: the newest good one that is not in place, so that a second rollback undoes the first. It works also while the configuration is broken.':
    'Ohne Nummer: die neueste gute, die nicht eingesetzt ist; ein zweites Mal nimmt das erste also zurück. Es geht auch, solange die Konfiguration defekt ist.',
  'A number of parrot config history': 'Eine Nummer aus parrot config history',
  'Changes this one key in your configuration file; comments and order stay. It is checked first, and what was there is kept: see parrot config rollback. A value that begins with a dash comes after "--".':
    'Ändert diesen einen Schlüssel in Ihrer Konfigurationsdatei; Kommentare und Reihenfolge bleiben. Es wird zuerst geprüft, und was da war, bleibt aufgehoben: siehe parrot config rollback. Ein Wert, der mit einem Strich beginnt, kommt nach "--".',
  'What it is set to; several words for a list': 'Worauf es gesetzt wird; mehrere Wörter für eine Liste',
  'What it is set to; a list takes several words, or commas between them':
    'Worauf es gesetzt wird; eine Liste nimmt mehrere Wörter oder Kommas dazwischen',
  'Settings of plugins are listed where somebody set them; parrot plugin config NAME has them all. A secret is never shown.':
    'Einstellungen von Plugins stehen hier, wo jemand sie gesetzt hat; alle zeigt parrot plugin config NAME. Ein Geheimnis wird nie gezeigt.',
  'Say where each value comes from: a file and its line, config.env, or a variable':
    'Sagen, woher jeder Wert kommt: eine Datei und ihre Zeile, config.env oder eine Variable',
  'For cron and systemd: puts on record which runs of the schedule were missed, and makes up for those of entries that ask for it.':
    'Für cron und systemd: zeichnet auf, welche Läufe des Zeitplans versäumt wurden, und holt die nach, deren Einträge es verlangen.',
  'For cron and systemd: runs one entry of the schedule as its own principal. parrot setup_cron makes them.':
    'Für cron und systemd: führt einen Eintrag des Zeitplans mit seiner eigenen Identität aus. parrot setup_cron legt sie an.',
  'The name of the entry': 'Der Name des Eintrags',
  'Only events of this plugin': 'Nur Ereignisse dieses Plugins',
  'Only events of this user': 'Nur Ereignisse dieses Benutzers',
  'Only events of this call and of those it made': 'Nur Ereignisse dieses Aufrufs und derer, die er machte',
  'Only what is younger: 90s, 30m, 1h, 2d, or a date in ISO form':
    'Nur was jünger ist: 90s, 30m, 1h, 2d, oder ein Datum in ISO-Form',
  'The newest so many': 'Nur die neuesten, so viele',
  'What is tried for longer than notify.maxAgeMs, or is refused for good, is kept here. parrot events retry has it tried again.':
    'Was länger als notify.maxAgeMs versucht oder endgültig abgelehnt wurde, wird hier aufgehoben. parrot events retry lässt es noch einmal versuchen.',
  'Calls do this by themselves, after they ended. It ends when nothing is due, or with Ctrl-C.':
    'Aufrufe tun das selbst, nachdem sie beendet sind. Es endet, wenn nichts fällig ist, oder mit Strg-C.',
  'Only what is due now; so it is without a flag': 'Nur was jetzt fällig ist; so ist es auch ohne Option',
  'Go on until Ctrl-C': 'Weitermachen bis Strg-C',
  'Seconds to stay for what failed and is tried again':
    'Sekunden, die auf neue Versuche des Fehlgeschlagenen gewartet wird',
  'They are tried before the next events of their subscriber, once each; one that fails again stays among the dead.':
    'Sie werden vor den nächsten Ereignissen ihres Abonnenten versucht, je einmal; was wieder fehlschlägt, bleibt beiseitegelegt.',
  'The number of one, or a subscriber; all otherwise': 'Die Nummer von einem, oder ein Abonnent; sonst alle',
  'The key subscribers of the configuration, and notify.alertEmail and notify.notifyEmail, say who they are.':
    'Der Schlüssel subscribers der Konfiguration sowie notify.alertEmail und notify.notifyEmail sagen, wer das ist.',
  'One attempt, whatever events it waits for, with an event of type TEST that is in no journal.':
    'Ein Versuch, auf welche Ereignisse er auch wartet, mit einem Ereignis der Art TEST, das in keinem Journal steht.',
  'The name of the subscriber': 'Der Name des Abonnenten',
  'Ends with Ctrl-C, or when nobody reads any more.': 'Endet mit Strg-C, oder wenn niemand mehr liest.',
  'How many of the past to begin with': 'Mit wie vielen vergangenen begonnen wird',
  'The key is shown this once. It has the role "agent" unless others are named, and never more rights than you have, or the user it is for.':
    'Der Schlüssel wird nur dieses eine Mal gezeigt. Er hat die Rolle "agent", wenn keine anderen genannt sind, und nie mehr Rechte als Sie oder der Benutzer, für den er ist.',
  'What the key is called in lists and records': 'Wie der Schlüssel in Listen und Aufzeichnungen heißt',
  'A role it has; may be repeated': 'Eine Rolle, die er hat; darf mehrmals angegeben werden',
  'How long it is good for: 12h, 30d, 8w': 'Wie lange er gilt: 12h, 30d, 8w',
  'The user whose rights it never exceeds; you, where nobody is named':
    'Der Benutzer, dessen Rechte er nie übersteigt; ohne Angabe Sie selbst',
  'Sessions that were opened with it end within a second.':
    'Sitzungen, die damit geöffnet wurden, enden binnen einer Sekunde.',
  'The name or the id of the key': 'Der Name oder die ID des Schlüssels',
  'The new key is shown this once; the old one is worth nothing from then on, and sessions that were opened with it end.':
    'Der neue Schlüssel wird nur dieses eine Mal gezeigt; der alte ist von da an wertlos, und Sitzungen, die damit geöffnet wurden, enden.',
  'A client starts this and speaks the Model Context Protocol with it over stdin and stdout. It has the role "agent", or those of the API key in --key-file or PARROT_API_KEY, and never more rights than you.':
    'Ein Client startet dies und spricht über stdin und stdout das Model Context Protocol mit ihm. Es hat die Rolle "agent", oder die des API-Schlüssels in --key-file oder PARROT_API_KEY, und nie mehr Rechte als Sie.',
  'A file of your own with an API key': 'Eine eigene Datei mit einem API-Schlüssel',
  'Serve Streamable HTTP on this port of 127.0.0.1 instead, to whoever shows an API key':
    'Stattdessen Streamable HTTP auf diesem Port von 127.0.0.1 anbieten, für alle mit einem API-Schlüssel',
  'Approving is to agree to what a plugin asks for, and to these very files, which switches it on; enable and disable are the switch alone. Where an update waits, it is the update.':
    'Genehmigen heißt, dem zuzustimmen, was ein Plugin verlangt, und genau diesen Dateien; damit ist es eingeschaltet. enable und disable sind nur der Schalter. Wartet eine neue Version, gilt es ihr.',
  'The name of the plugin': 'Der Name des Plugins',
  'Agree, where nobody can be asked: the code that is shown with what it asks for':
    'Zustimmen, wo niemand gefragt werden kann: der Code, der bei dem steht, was es verlangt',
  'The only files that will do, as plugin inspect names them':
    'Die einzigen Dateien, die genügen, wie plugin inspect sie nennt',
  'Runs a plugin out of the folder you work on, as it is after every change, until you stop it with Ctrl-C. What widens what it may do is asked for again.':
    'Führt ein Plugin aus dem Ordner aus, in dem Sie arbeiten, nach jeder Änderung so, wie es ist, bis Sie es mit Strg-C beenden. Was erweitert, was es darf, wird neu gefragt.',
  "The plugin's folder": 'Der Ordner des Plugins',
  'Without more words: every setting of the plugin, what it is, and which file says so. A secret is never shown, and never taken from the command line: "set" asks for it, or takes it from one of the places below. A value that begins with a dash comes after "--".':
    'Ohne weitere Wörter: jede Einstellung des Plugins, was sie ist und welche Datei sie festlegt. Ein Geheimnis wird nie gezeigt und nie von der Befehlszeile genommen: "set" fragt danach oder nimmt es von einem der Orte unten. Ein Wert, der mit einem Strich beginnt, kommt nach "--".',
  'get, set or unset': 'get, set oder unset',
  'The name of the setting': 'Der Name der Einstellung',
  'A secret: read it from this file at every run': 'Ein Geheimnis: bei jedem Lauf aus dieser Datei lesen',
  'A secret: take it from this variable at every run':
    'Ein Geheimnis: bei jedem Lauf aus dieser Variable nehmen',
  'A secret: take it from this credential of systemd at every run':
    'Ein Geheimnis: bei jedem Lauf aus diesem Credential von systemd nehmen',
  'A secret: read it from stdin now, and keep it in a file that only you can read':
    'Ein Geheimnis: jetzt von stdin lesen und in einer Datei aufheben, die nur Sie lesen können',
  'The switch alone, for what was approved before or came with Parrot; approve is to agree to what a plugin asks for. What was not approved yet is shown first, as by plugin approve.':
    'Nur der Schalter, für das, was schon genehmigt ist oder mit Parrot kam; approve heißt, dem zuzustimmen, was ein Plugin verlangt. Was noch nicht genehmigt ist, wird zuerst gezeigt, wie bei plugin approve.',
  'Says what a plugin may do, how much harm that could be, where it comes from, and who approved it when. --json holds its manifest too.':
    'Sagt, was ein Plugin darf, wie viel Schaden das sein könnte, woher es kommt und wer es wann genehmigt hat. --json enthält auch sein Manifest.',
  'Fetches a plugin and asks whether to approve what it asks for. Nothing of it runs before that, and nothing of it runs to install it.':
    'Holt ein Plugin und fragt, ob Sie genehmigen, was es verlangt. Vorher läuft nichts davon, und zum Installieren läuft auch nichts davon.',
  'A folder, a .tgz, an npm name or a git address':
    'Ein Ordner, ein .tgz, ein npm-Name oder eine git-Adresse',
  'The only files that will do, as an index names them':
    'Die einzigen Dateien, die genügen, wie ein Verzeichnis sie nennt',
  'Makes an ed25519 key. The private half stays in a file that you alone can read; the public half is for those who trust what you sign.':
    'Erzeugt einen ed25519-Schlüssel. Die private Hälfte bleibt in einer Datei, die nur Sie lesen können; die öffentliche ist für alle, die Ihren Signaturen vertrauen.',
  'A new file for the private key; signing.key in the configuration folder when left out':
    'Eine neue Datei für den privaten Schlüssel; ohne Angabe signing.key im Ordner der Konfiguration',
  'Makes the folder of a plugin that works, to start from.':
    'Legt den Ordner eines Plugins an, das schon läuft, als Anfang.',
  'The name of the plugin, in snake_case': 'Der Name des Plugins, in snake_case',
  'What it is written in': 'Worin es geschrieben ist',
  'The folder that its folder is made in': 'Der Ordner, in dem sein Ordner angelegt wird',
  'Lets the version run again that ran before the last update, with what was approved for it. Once more goes forward again.':
    'Lässt die Version wieder laufen, die vor der letzten Aktualisierung lief, mit dem, was für sie genehmigt war. Ein weiteres Mal geht wieder vorwärts.',
  "Runs the examples of its manifest, each in the sandbox and in a home of its own that is gone afterwards. An example ends well, or as its 'outcome' says, and has what it 'says' in its output or its log.":
    "Führt die Beispiele seines Manifests aus, jedes in der Sandbox und in einem eigenen Home, das danach weg ist. Ein Beispiel geht gut aus, oder wie sein 'outcome' sagt, und hat, was es 'says', in Ausgabe oder Log.",
  "The plugin's folder; this one": 'Der Ordner des Plugins; ohne Angabe dieser',
  'Takes a plugin away with its files, its data and its settings.':
    'Entfernt ein Plugin mit seinen Dateien, seinen Daten und seinen Einstellungen.',
  'Leave its data and its settings': 'Seine Daten und Einstellungen behalten',
  'Fetches it once more from where it came. What asks for no more than you approved takes its place; anything else waits for you, and the old one runs on.':
    'Holt es noch einmal von dort, woher es kam. Was nicht mehr verlangt, als Sie genehmigt haben, tritt an seine Stelle; alles andere wartet auf Sie, und das alte läuft weiter.',
  'Every plugin that was installed': 'Jedes Plugin, das installiert wurde',
  'From somewhere else than before': 'Von woanders als bisher',
  'Reads every file of every plugin that may run and holds it against what was approved.':
    'Liest jede Datei jedes Plugins, das laufen darf, und vergleicht sie mit dem, was genehmigt wurde.',
  'Only this plugin': 'Nur dieses Plugin',
  'Looks for plugins in the indexes under install.indexes in the configuration. An index only helps to find: what it says is not checked, and gives no plugin anything.':
    'Sucht in den Verzeichnissen unter install.indexes der Konfiguration nach Plugins. Ein Verzeichnis hilft nur beim Finden: Was es sagt, wird nicht geprüft und gibt keinem Plugin etwas.',
  'Words that all have to be found': 'Wörter, die alle vorkommen müssen',
  'A file or an address to look in instead; may be given more than once':
    'Eine Datei oder Adresse, in der stattdessen gesucht wird; darf mehrmals angegeben werden',
  'Signs the name, the version and every file of a plugin as they are now, in its signature.json. Sign last: one file more, one byte changed, and it is refused everywhere.':
    'Signiert Name, Version und jede Datei eines Plugins, wie sie jetzt sind, in seiner signature.json. Signieren Sie zuletzt: Eine Datei mehr, ein Byte anders, und es wird überall abgelehnt.',
  'The folder of the plugin': 'Der Ordner des Plugins',
  'The file of the private key; the one that keygen makes when left out':
    'Die Datei des privaten Schlüssels; ohne Angabe die von keygen',
  'Runs a plugin under development in its sandbox, followed by strace, and says which permissions it needs beside those that its manifest declares, as lines for that manifest. It asks before it runs anything. Nothing is written outside of what is declared, and no host is reached. It needs strace 5.9 or newer: apt install strace':
    'Führt ein Plugin in Entwicklung in seiner Sandbox aus, verfolgt von strace, und sagt, welche Rechte es neben denen braucht, die sein Manifest erklärt, als Zeilen für dieses Manifest. Es fragt, bevor es etwas ausführt. Geschrieben wird nur, wo es erklärt ist, und kein Host ist erreichbar. Es braucht strace 5.9 oder neuer: apt install strace',
  'Which of its commands, where it has several': 'Welcher seiner Befehle, wenn es mehrere hat',
  'The folder of the plugin, with its manifest.json': 'Der Ordner des Plugins, mit seinem manifest.json',
  'Its input, as a JSON object; another input may need more':
    'Seine Eingabe, als JSON-Objekt; eine andere Eingabe kann mehr brauchen',
  'it was run, and what it needs is said, also where it failed or lacks much':
    'es wurde ausgeführt, und was es braucht, ist gesagt, auch wo es scheiterte oder viel fehlt',
  'Agree beforehand that its code is run; else you are asked':
    'Vorher zustimmen, dass sein Code ausgeführt wird; sonst werden Sie gefragt',
  'The name of the role': 'Der Name der Rolle',
  'parrot run NAME is the same as parrot NAME, and never one of the commands of Parrot itself.':
    'parrot run NAME ist dasselbe wie parrot NAME, und nie einer der Befehle von Parrot selbst.',
  'The plugin, and its command if it has several': 'Das Plugin, und sein Befehl, wenn es mehrere hat',
  'What the plugin takes; see: parrot run PLUGIN --help':
    'Was das Plugin nimmt; siehe: parrot run PLUGIN --help',
  'The name of the new user': 'Der Name des neuen Benutzers',
  'A role to give; may be repeated': 'Eine Rolle, die er bekommt; darf mehrmals angegeben werden',
  'The uid it has on this machine': 'Die uid, die er auf diesem Rechner hat',
  'The account it has on this machine': 'Das Konto, das er auf diesem Rechner hat',
  'The name of the user': 'Der Name des Benutzers',
  'Cut the oldest events away, as the configuration says or you do':
    'Die ältesten Ereignisse abtrennen, wie es die Konfiguration sagt oder Sie',
  'Tell a subscriber again of what happened': 'Einem Abonnenten noch einmal melden, was geschah',
  'Count what happened, what failed and how long it took':
    'Zählen, was geschah, was fehlschlug und wie lange es dauerte',
  'Keep a key that the scripts hashed': 'Einen Schlüssel übernehmen, den die Skripte gehasht haben',
  'an argument, or a setting of the plugin, is missing, unknown or out of range':
    'ein Argument oder eine Einstellung des Plugins fehlt, ist unbekannt oder liegt außerhalb der Grenzen',
  'How long: 30m, 2h, 7d': 'Wie lange: 30m, 2h, 7d',
  'Why, for whoever wonders': 'Warum, für alle, die sich wundern',
  'Check this export or archive; the journal is not needed':
    'Diesen Export oder dieses Archiv prüfen; das Journal wird nicht gebraucht',
  'With --json one event a line, for jq. With --csv for a spreadsheet: what one would take for a formula has an apostrophe in front.':
    'Mit --json ein Ereignis je Zeile, für jq. Mit --csv für eine Tabellenkalkulation: Was sie für eine Formel hielte, hat einen Apostroph davor.',
  'Only events of this type, * standing for anything; may be repeated':
    'Nur Ereignisse dieses Typs, * steht für alles; auch mehrmals',
  'Only what is older, in the same forms': 'Nur was älter ist, in denselben Formen',
  'As CSV (RFC 4180), with a header': 'Als CSV (RFC 4180), mit Kopfzeile',
  'Without --days and --bytes as audit.retentionDays and audit.retentionBytes say. What is left still proves that it is whole: parrot audit verify. A server that runs does this by itself, once an hour.':
    'Ohne --days und --bytes, wie audit.retentionDays und audit.retentionBytes es sagen. Was bleibt, beweist weiterhin, dass es vollständig ist: parrot audit verify. Ein laufender Server tut das von selbst, einmal in der Stunde.',
  'Keep what is younger': 'Behalten, was jünger ist',
  'Keep the journal no larger than this': 'Das Journal nicht größer werden lassen',
  'A new file for what is cut away; audit.archive otherwise':
    'Eine neue Datei für das Abgetrennte; sonst audit.archive',
  'Also what a subscriber was not told of yet': 'Auch, was einem Abonnenten noch nicht gemeldet wurde',
  'Each of its events in that time again, at least once and in order, marked as told again. What is new does not wait for it.':
    'Jedes seiner Ereignisse aus dieser Zeit noch einmal, mindestens einmal und der Reihe nach, als wiederholt gekennzeichnet. Neues wartet nicht darauf.',
  'The number of the first event': 'Die Nummer des ersten Ereignisses',
  'The number of the last one': 'Die Nummer des letzten',
  'Of the last day, unless --since says otherwise. FAILED counts every outcome but ok, findings, invalid_input, needs_input, unknown and cancelled; so what was denied is among them. MEDIAN and P95 say how long calls took: half of them, and 95 of 100, took no longer.':
    'Vom letzten Tag, wenn --since nichts anderes sagt. FEHLGESCHLAGEN zählt jeden Ausgang außer ok, findings, invalid_input, needs_input, unknown und cancelled; also auch Verweigertes. MEDIAN und P95 sagen, wie lange Aufrufe dauerten: die Hälfte, und 95 von 100, nicht länger.',
  'An address or network it may be used from; may be repeated':
    'Eine Adresse oder ein Netz, von wo er gilt; auch mehrmals',
  'Takes the key of a user whose row has an api_key_hash, as the scripts wrote it (bcrypt or SHA-256). The key goes on as it is; from now on it is kept as other keys are, and the row keeps no hash of it.':
    'Nimmt den Schlüssel eines Benutzers an, dessen Zeile einen api_key_hash hat, wie die Skripte ihn schrieben (bcrypt oder SHA-256). Der Schlüssel gilt weiter; ab jetzt wird er aufbewahrt wie andere Schlüssel, und die Zeile behält keinen Hash davon.',
  'The user whose key it is': 'Der Benutzer, dem der Schlüssel gehört',
  'A file of your own with that key': 'Eine eigene Datei mit diesem Schlüssel',
}
