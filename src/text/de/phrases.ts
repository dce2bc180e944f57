/**
 * What is wanted, and why something was refused, where a sentence takes it as a value: the English as code gives it, with holes for what
 * differs, and how a reader of German is told. `Phrase` is made of it, so that code cannot want what has no German.
 */
export const phrases = {
  'a number of attempts from 1 to 10': 'eine Zahl von Versuchen von 1 bis 10',
  'seconds up to an hour, or a duration such as "500ms" or "1m"':
    'eine Zahl von Sekunden bis zu einer Stunde oder eine Dauer wie "500ms" oder "1m"',
  'a number of calls from 1 to 1000000': 'eine Zahl von Aufrufen von 1 bis 1000000',
  'seconds up to a day, or a duration such as "1m" or "1h"':
    'eine Zahl von Sekunden bis zu einem Tag oder eine Dauer wie "1m" oder "1h"',
  'debug, info, warn or error': 'debug, info, warn oder error',
  'true or false': 'true oder false',
  'a number of days up to 36500, or 0 for ever': 'eine Zahl von Tagen bis 36500, oder 0 für immer',

  'open {file} in an editor': 'Öffnen Sie {file} in einem Editor',

  ' VALUE': ' WERT',
  ' /FOLDER': ' /ORDNER',
  text: 'Text',
  'text that matches {pattern}': 'Text, der zu {pattern} passt',
  'a whole number': 'eine ganze Zahl',
  'a whole number from {least} to {most}': 'eine ganze Zahl von {least} bis {most}',
  'a whole number of at least {least}': 'eine ganze Zahl, mindestens {least}',
  'a whole number of at least {least}, or {also}': 'eine ganze Zahl, mindestens {least}, oder {also}',
  'a whole number of at most {most}': 'eine ganze Zahl, höchstens {most}',
  'a number': 'eine Zahl',
  'a number above 0': 'eine Zahl über 0',
  'a number above {least}': 'eine Zahl über {least}',
  'a number below {most}': 'eine Zahl unter {most}',
  'a number from {least} to {most}': 'eine Zahl von {least} bis {most}',
  'a number of at least {least}': 'eine Zahl, mindestens {least}',
  'a number of at most {most}': 'eine Zahl, höchstens {most}',
  'a percentage from {least} to {most}': 'ein Prozentwert von {least} bis {most}',
  'one of {options}': 'eines von {options}',
  'an e-mail address': 'eine E-Mail-Adresse',
  'an absolute path without ".", "..", "$" or any of "*?[]{}" in it':
    'ein absoluter Pfad ohne ".", "..", "$" und Zeichen aus "*?[]{}"',
  'an absolute path without "." or ".." in it': 'ein absoluter Pfad ohne "." und ".."',
  '{name} is no key; there are {known}': '{name} ist kein Schlüssel; es gibt {known}',
  '{name} is no key; the nearest is {near}': '{name} ist kein Schlüssel; der nächste ist {near}',
  'empty text': 'leerer Text',
  'a list of texts': 'eine Liste von Texten',
  'a list of values': 'eine Liste von Werten',
  'a list of names': 'eine Liste von Namen',
  'a list': 'eine Liste',
  'a table, as JSON': 'eine Tabelle in JSON',
  'text, or a table as JSON': 'Text oder eine Tabelle in JSON',
  'an object': 'ein Objekt',
  JSON: 'JSON',
  nothing: 'nichts',
  'it is not open to this user': 'es ist für diesen Benutzer nicht lesbar',
  '{shown} and {more} more': '{shown} und {more} weitere',
  'at most {most} items': 'höchstens {most} Einträge',
  'text of 1 to {most} characters': 'Text aus 1 bis {most} Zeichen',
  'found {found}, want {want}': 'gefunden: {found}, erwartet: {want}',
  'a name that is not shown': 'ein Name, der nicht gezeigt wird',
  'a value that is not shown': 'ein Wert, der nicht gezeigt wird',
  'a longer list': 'eine längere Liste',
  'the input': 'die Eingabe',
  'the document': 'das Dokument',
  'the file': 'die Datei',
  'this plugin has no such key; the nearest is {near}':
    'dieses Plugin hat keinen solchen Schlüssel; am nächsten ist {near}',
  'this plugin has no such key': 'dieses Plugin hat keinen solchen Schlüssel',
  'text without control or invisible characters': 'Text ohne Steuerzeichen und unsichtbare Zeichen',
  'a duration from 1ms to 24h, such as "500ms", "60s", "5m" or "1h"':
    'eine Dauer von 1ms bis 24h wie "500ms", "60s", "5m" oder "1h"',
  'a size from 1K to 1024G, such as "64K", "1M" or "1G"':
    'eine Größe von 1K bis 1024G wie "64K", "1M" oder "1G"',
  'a snake_case name of at most 40 characters, such as "health_check"':
    'ein Name in snake_case mit höchstens 40 Zeichen wie "health_check"',
  'the name of a plugin, or name@range such as "backup@^1.2.0"':
    'der Name eines Plugins, oder Name@Bereich wie "backup@^1.2.0"',
  'a semantic version such as "1.0.0"': 'eine semantische Version wie "1.0.0"',
  'a version range such as "^1.2.0", "~1.2.0", "1.2.3" or ">=1.2.0 <3.0.0"':
    'ein Bereich von Versionen wie "^1.2.0", "~1.2.0", "1.2.3" oder ">=1.2.0 <3.0.0"',

  'a place is wanted: {file: /path}, {env: NAME} or {credential: name}':
    'erwartet wird ein Ort: {file: /path}, {env: NAME} oder {credential: name}',
  'e-mail addresses are wanted, with commas between them':
    'erwartet werden E-Mail-Adressen, mit Kommas dazwischen',
  'an address with a password in it is a secret; say where it is: {file: /path}':
    'eine Adresse mit einem Passwort ist ein Geheimnis; geben Sie an, wo sie steht: {file: /path}',
  'an address without a password is wanted, such as smtp://host:587, or {file: /path} of one':
    'erwartet wird eine Adresse ohne Passwort wie smtp://host:587, oder {file: /path} mit einer',
  'an http or https address without a password is wanted, or {file: /path} of one':
    'erwartet wird eine Adresse mit http oder https ohne Passwort, oder {file: /path} mit einer',
  'an e-mail address is wanted': 'erwartet wird eine E-Mail-Adresse',
  'a topic is wanted, or {file: /path} of one': 'erwartet wird ein Thema, oder {file: /path} mit einem',
  'types of events such as BACKUP_*, or info, warning or error, are wanted':
    'erwartet werden Arten von Ereignissen wie BACKUP_*, oder info, warning oder error',
  'exactly one of plugin, webhook, email, ntfy and syslog is wanted':
    'erwartet wird genau eines von plugin, webhook, email, ntfy und syslog',
  'two of them have one name': 'zwei davon haben denselben Namen',
  'an http or https address is wanted': 'erwartet wird eine Adresse mit http oder https',
  'an age such as 7d is wanted, or never': 'erwartet wird ein Alter wie 7d, oder never',
  'an age is wanted, such as 10m, 26h or 7d': 'erwartet wird ein Alter wie 10m, 26h oder 7d',
  'an age such as 4h is wanted, or never': 'erwartet wird ein Alter wie 4h, oder never',
  'hours are wanted, such as 22:00-07:00, or never': 'erwartet werden Stunden wie 22:00-07:00, oder never',
  'the name of an operation is wanted, such as backup_create':
    'erwartet wird der Name eines Vorgangs wie backup_create',
  'the name of a field of the payload is wanted': 'erwartet wird der Name eines Felds des Ereignisses',
  'a path is wanted, such as mounts.[path=/].usedPercent, or * for each':
    'erwartet wird ein Pfad wie mounts.[path=/].usedPercent, oder * für jedes',
  'the name of a rule is wanted: small letters, digits and _, a letter first':
    'erwartet wird der Name einer Regel: Kleinbuchstaben, Ziffern und _, zuerst ein Buchstabe',
  'one of on, within and value is wanted': 'erwartet wird eines von on, within und value',
  'until belongs to on': 'until gehört zu on',
  'clear has to be at most above': 'clear darf höchstens so groß sein wie above',
  'an address is wanted: smtp://host:port or smtps://host:port':
    'erwartet wird eine Adresse: smtp://host:port oder smtps://host:port',
  'a type of events that there is, such as {near}, is wanted':
    'erwartet wird eine Art von Ereignissen, die es gibt, etwa {near}',
  'a type of events such as BACKUP_*, or info, warning or error, is wanted':
    'erwartet wird eine Art von Ereignissen wie BACKUP_*, oder info, warning oder error',
  'the name of a tool is wanted': 'erwartet wird der Name eines Tools',
  'a collector is wanted': 'erwartet wird ein Sammler',
  'syslog, journald, or an address such as udp://host:514, tcp://host:601 or tls://host:6514 is wanted':
    'erwartet wird syslog, journald oder eine Adresse wie udp://host:514, tcp://host:601 oder tls://host:6514',
  'the whole path of a file is wanted': 'erwartet wird der ganze Pfad einer Datei',
  'a name of lower-case letters, digits, "-" and "_" is wanted':
    'erwartet wird ein Name aus Kleinbuchstaben, Ziffern, "-" und "_"',
  'an absolute path is wanted': 'erwartet wird ein absoluter Pfad',
  'a name of at most 64 letters, digits and . @ + - _ is wanted':
    'erwartet wird ein Name aus höchstens 64 Buchstaben, Ziffern und . @ + - _',
  'a key is wanted: ed25519: and 43 characters': 'erwartet wird ein Schlüssel: ed25519: und 43 Zeichen',

  'sha512- and 88 characters of base64': 'sha512- und 88 Zeichen in base64',
  'ed25519: and 43 base64url characters': 'ed25519: und 43 Zeichen in base64url',
  'a name that JavaScript does not use itself': 'ein Name, den JavaScript nicht selbst verwendet',
  'text or a list of texts': 'Text oder eine Liste von Texten',
  'a uid': 'eine UID',
  'a header of this name cannot be set': 'ein Header dieses Namens lässt sich nicht setzen',
  'the path of a file inside the plugin, without "." or ".." in it':
    'der Pfad einer Datei im Plugin, ohne "." und ".."',
  'the path of a file inside the plugin, or {"workflow": [steps]}':
    'der Pfad einer Datei im Plugin, oder {"workflow": [Schritte]}',
  'an object of limits': 'ein Objekt mit Grenzen',
  'an object of true and false': 'ein Objekt mit true oder false',
  'the name of an outcome': 'der Name eines Ausgangs',
  'an object of settings': 'ein Objekt mit Einstellungen',
  'an example': 'ein Beispiel',
  'a JSON Schema object': 'ein Objekt, das ein JSON Schema ist',
  'a command line, or an object with "run"': 'eine Befehlszeile, oder ein Objekt mit "run"',
  'an object that describes a command': 'ein Objekt, das einen Befehl beschreibt',
  'an object that describes a configuration key': 'ein Objekt, das einen Konfigurationsschlüssel beschreibt',
  '{"resource": "<name of the plugin>://…"} or {"prompt": true}':
    '{"resource": "<Name des Plugins>://…"} oder {"prompt": true}',
  'a picture as data:image/png;base64,… (or jpeg, webp) of at most {most} characters':
    'ein Bild als data:image/png;base64,… (oder jpeg, webp) aus höchstens {most} Zeichen',
  'an object of configuration keys': 'ein Objekt mit Konfigurationsschlüsseln',
  'an object of texts': 'ein Objekt mit Texten',
  'an object of locales': 'ein Objekt mit Sprachen',
  'an object of commands': 'ein Objekt mit Befehlen',
  'a number of attempts from 1 to 10, the first one included':
    'eine Zahl von Versuchen von 1 bis 10, der erste mitgezählt',
  'a number from 1 to 10: each wait is so many times the one before':
    'eine Zahl von 1 bis 10: So viele Male ist jede Wartezeit die vorige',
  'an object such as {"attempts": 3, "delay": "5s", "factor": 2}':
    'ein Objekt wie {"attempts": 3, "delay": "5s", "factor": 2}',
  'a step such as {"call": "health_check"}': 'ein Schritt wie {"call": "health_check"}',
  'a list of steps': 'eine Liste von Schritten',
  'a file or a workflow: builtins are for plugins shipped with Parrot':
    'eine Datei oder ein Workflow: Builtins sind für Plugins, die mit Parrot kommen',
  'nothing: a word after "parrot {name}" is one of its commands':
    'nichts: Ein Wort nach "parrot {name}" ist einer seiner Befehle',
  'a shorter name: "{name}" has more than 64 characters':
    'ein kürzerer Name: "{name}" hat mehr als 64 Zeichen',
  'another name: every workflow has --resume': 'ein anderer Name: Jeder Workflow hat --resume',

  'a value is wanted here': 'hier wird ein Wert erwartet',
  'a key in double quotes is wanted here': 'hier wird ein Schlüssel in doppelten Anführungszeichen erwartet',
  '"," or "{close}" is wanted here': 'hier wird "," oder "{close}" erwartet',
  '"{sign}" is wanted here': 'hier wird "{sign}" erwartet',
  'something follows the end of the document': 'nach dem Ende des Dokuments folgt noch etwas',
  'this number is too large': 'diese Zahl ist zu groß',
  'this number cannot be held': 'diese Zahl lässt sich nicht festhalten',
  'this key is there twice': 'diesen Schlüssel gibt es zweimal',
  'a key may not be called {name}': 'ein Schlüssel darf nicht {name} heißen',
  'it contains itself': 'es enthält sich selbst',

  'it is not a plain file': 'es ist keine gewöhnliche Datei',
  '{file} is not a plain file': '{file} ist keine gewöhnliche Datei',
  '{file} is not a file': '{file} ist keine Datei',
  'it is no plain file of this user': 'es ist keine gewöhnliche Datei dieses Benutzers',
  '{file} holds no key': '{file} enthält keinen Schlüssel',
  '{file} is not a file that only you can read; mend it with: chmod 600 {same}':
    '{file} ist keine Datei, die nur Sie lesen können; beheben Sie das mit: chmod 600 {same}',
  'others may write to {folder}; mend it with: chmod 700 {same}':
    'andere dürfen in {folder} schreiben; beheben Sie das mit: chmod 700 {same}',
  'the file was replaced while it was open': 'die Datei wurde ersetzt, während sie offen war',
  'it holds {name}, which Parrot did not make': 'es enthält {name}, was nicht von Parrot ist',
  'it is no journal of Parrot': 'es ist kein Journal von Parrot',
  'it was made by another Parrot: version {found}, not {own}':
    'es ist von einem anderen Parrot: Version {found}, nicht {own}',
  'events were cut away meanwhile': 'inzwischen wurden Ereignisse abgeschnitten',
  'something else was cut away meanwhile': 'inzwischen wurde etwas anderes abgeschnitten',
  'the database does not keep what is written': 'die Datenbank behält nicht, was geschrieben wird',
  'somebody is to be told again of what was to be cut away':
    'jemandem soll noch einmal gemeldet werden, was abgeschnitten werden sollte',
  'it has more than {most} bytes': 'es hat mehr als {most} Bytes',
  'its name is not UTF-8': 'sein Name ist nicht UTF-8',
  'it does not read as a number': 'es liest sich nicht als Zahl',
  '{program} does not answer as expected': '{program} antwortet nicht wie erwartet',
  '{file} does not read as expected': '{file} liest sich nicht wie erwartet',
  '{file} holds no process number': '{file} enthält keine Prozessnummer',
  '/proc/meminfo has no {name}': '/proc/meminfo hat kein {name}',
  'systemctl listed a unit without a name': 'systemctl listete eine Unit ohne Namen auf',
  'the list of accounts gave no answer': 'die Liste der Konten gab keine Antwort',
  'the list of accounts is asked for too many': 'in der Liste der Konten wird nach zu vielen gesucht',

  'it is not there': 'es ist nicht da',
  'there is no such outcome': 'einen solchen Ausgang gibt es nicht',
  'a message is too long': 'eine Nachricht ist zu lang',
  'a part of its path is no folder': 'ein Teil des Pfades ist kein Ordner',
  'permission denied': 'Zugriff verweigert',
  'not permitted': 'nicht erlaubt',
  'it leads in circles': 'es führt im Kreis',
  'the disk is full': 'der Datenträger ist voll',
  'the quota is used up': 'das Kontingent ist aufgebraucht',
  'the disk is read-only': 'der Datenträger ist schreibgeschützt',
  'the disk could not read or write it': 'der Datenträger konnte es nicht lesen oder schreiben',
  'it is a folder': 'es ist ein Ordner',
  'it is there already': 'es ist schon da',
  'the folder is not empty': 'der Ordner ist nicht leer',
  'too many files are open': 'zu viele Dateien sind offen',
  'something else listens there': 'dort horcht schon etwas anderes',
  'its address is not of the form {form}': 'seine Adresse hat nicht die Form {form}',
  'nothing listens there': 'dort horcht nichts',
  'the connection was broken off': 'die Verbindung wurde abgebrochen',
  'there is no such host': 'diesen Rechner gibt es nicht',
  'names of hosts cannot be looked up': 'Namen von Rechnern lassen sich nicht nachschlagen',
  'the name of the host cannot be looked up': 'der Name des Rechners lässt sich nicht nachschlagen',
  'no way leads to that host': 'kein Weg führt zu diesem Rechner',
  'no way leads to that network': 'kein Weg führt in dieses Netz',
  'it is not root’s': 'es gehört nicht root',
  '{socket} is not root’s': '{socket} gehört nicht root',
  'it answers as no helper does': 'es antwortet, wie kein Helfer es tut',
  'no answer in time': 'keine Antwort in der Zeit',
  'the connection failed': 'die Verbindung kam nicht zustande',
  'the user name or the password was not taken': 'Benutzername oder Passwort wurde nicht angenommen',
  'no safe connection could be made': 'es kam keine sichere Verbindung zustande',
  'the sender or the address was not taken': 'Absender oder Adresse wurde nicht angenommen',
  'it could not be reached': 'es war nicht zu erreichen',
  'it failed': 'es ist gescheitert',

  'it is a symbolic link': 'sie ist ein symbolischer Link',
  'nested more than {most} deep': 'mehr als {most} Ebenen tief verschachtelt',
  'its aliases multiply': 'ihre Aliase vervielfachen sich',
  'NAME=value is wanted here': 'hier wird NAME=Wert erwartet',
  'a shell would act on this; only values can stand here':
    'eine Shell würde hier etwas tun; es dürfen nur Werte stehen',
  'it is not a folder': 'es ist kein Ordner',
  'its name has invisible characters': 'der Name hat unsichtbare Zeichen',
  'it is setuid or setgid': 'es ist setuid oder setgid',
  'it is neither a folder nor a file': 'es ist weder Ordner noch Datei',
  'it is a link that leaves the folder': 'es ist ein Link, der aus dem Ordner führt',
  'it is a link to a name with invisible characters':
    'es ist ein Link auf einen Namen mit unsichtbaren Zeichen',
  'another name here differs from it in case only':
    'ein anderer Name hier unterscheidet sich davon nur in Groß- und Kleinschreibung',
  'there are more than {most} entries': 'es gibt mehr als {most} Einträge',
  'there are more than {most} bytes': 'es sind mehr als {most} Bytes',
  'its path has more than {most} characters': 'der Pfad hat mehr als {most} Zeichen',
  'it changed while it was read': 'es änderte sich, während es gelesen wurde',
  'it was replaced while it was read': 'sie wurde ersetzt, während sie gelesen wurde',
  'it holds no pid': 'es steht keine PID darin',
  'it belongs to uid {uid}': 'es gehört der UID {uid}',
  'it is not a regular file': 'es ist keine gewöhnliche Datei',
  'it is not UTF-8': 'es ist nicht UTF-8',
  'it begins with a byte order mark': 'es beginnt mit einer Byte Order Mark',
  'it has {size} bytes; a manifest has at most {most}':
    'es hat {size} Bytes; ein Manifest hat höchstens {most}',
  'it is not JSON': 'es ist kein JSON',
  'a name or a password stands in the address': 'in der Adresse steht ein Name oder ein Passwort',
  'it does not hold what a signature holds': 'es steht nicht darin, was in einer Signatur steht',
  'it is nested deeper than {most}': 'es ist tiefer verschachtelt als {most}',
  'it is not one JSON document': 'es ist nicht ein JSON-Dokument',
  'it is not one JSON object': 'es ist nicht ein JSON-Objekt',
  'it is no file of that kind': 'es ist keine Datei dieser Art',
  'it is not an unencrypted private key in PEM': 'es ist kein unverschlüsselter privater Schlüssel in PEM',
  'it does not say who we are': 'er sagt nicht, wer wir sind',
  'npm said nothing': 'npm sagte nichts',

  null: 'null',
  'another value': 'ein anderer Wert',
  'a value': 'ein Wert',
  'each item once': 'jeder Eintrag einmal',
  'something simple enough to be checked': 'etwas, das einfach genug ist, um geprüft zu werden',
  'a multiple of {of}': 'ein Vielfaches von {of}',
  'text of at least {count} characters': 'Text aus mindestens {count} Zeichen',
  'text of at least 1 character': 'Text aus mindestens 1 Zeichen',
  'text of at most {count} characters': 'Text aus höchstens {count} Zeichen',
  'text of at most 1 character': 'Text aus höchstens 1 Zeichen',
  'text in the format {format}': 'Text im Format {format}',
  'a list of at least {count} items': 'eine Liste, mindestens {count} Einträge',
  'a list of at most {count} items': 'eine Liste, höchstens {count} Einträge',
  'a list of at least 1 item': 'eine Liste, mindestens 1 Eintrag',
  'a list of at most 1 item': 'eine Liste, höchstens 1 Eintrag',
  'at least {least}': 'mindestens {least}',
  'at most {most}': 'höchstens {most}',
  'from {least} to {most}': 'von {least} bis {most}',
  'a value that fits "{keyword}" of its schema': 'ein Wert, der zu "{keyword}" seines Schemas passt',
  'an empty list': 'eine leere Liste',
  'a list of at most {most} {plural}, each once': 'eine Liste von höchstens {most} ({plural}), jedes einmal',
  'the name of a tool, such as "health_check" or "backup_create"':
    'der Name eines Tools wie "health_check" oder "backup_create"',
  'the path of a program: workflows and builtins do not speak MCP':
    'der Pfad eines Programms: Workflows und Builtins sprechen kein MCP',
  '"optional" or "needed": only what speaks MCP asks for input':
    '"optional" oder "needed": Nur was MCP spricht, fragt nach Eingaben',
  'nothing beside "serves"': 'nichts neben "serves"',
  'the name of an input': 'der Name einer Eingabe',
  '{name} in the address': '{name} in der Adresse',
  'each name of an argument once': 'jeder Name eines Arguments einmal',
  '"string"': '"string"',
  '"object"': '"object"',
  'an entrypoint, or "commands"': 'ein Einstiegspunkt oder "commands"',
  'a list, which may be empty': 'eine Liste, die leer sein darf',
  'nothing: each of "commands" has its own': 'nichts: jeder unter "commands" hat seines',
  'at least one command': 'mindestens ein Befehl',
  'another plugin than this one': 'ein anderes Plugin als dieses',
  'each plugin once': 'jedes Plugin einmal',
  "nothing: a workflow's result is Parrot's own": 'nichts: Das Ergebnis eines Workflows ist Parrots eigenes',
  'nothing: the top of an input schema has no "{keyword}"':
    'nichts: Zuoberst hat ein Eingabeschema kein "{keyword}"',
  'a snake_case name, which becomes a flag': 'ein Name in snake_case, aus dem eine Option wird',
  'a name that is not a flag of every command': 'ein Name, der keine Option jedes Befehls ist',
  'an object with "arg" or "short"': 'ein Objekt mit "arg" oder "short"',
  'nothing: an argument is a {types}': 'nichts: Ein Argument ist {types}',
  'nothing: an argument has no flag': 'nichts: Ein Argument hat keine Option',
  'one letter, not h': 'ein Buchstabe, nicht h',
  'the name of one of "properties"': 'der Name von einem unter "properties"',
  'a letter of its own': 'ein eigener Buchstabe',
  'a name that is not the opposite of "{name}"': 'ein Name, der nicht das Gegenteil von "{name}" ist',
  'an input called "{name}"': 'eine Eingabe namens "{name}"',
  'the input "{name}" to be a string or an integer': 'dass die Eingabe "{name}" string oder integer ist',
  'the input "{name}" to be required or to have a default':
    'dass die Eingabe "{name}" verlangt wird oder eine Vorgabe hat',
  'a configuration key "{key}" of type {type} or list':
    'ein Konfigurationsschlüssel "{key}" der Art {type} oder list',
  'no fs:write, net: or sys: permission beside "readOnly": true':
    'kein Recht fs:write, net: oder sys: neben "readOnly": true',
  'a media type such as "text/plain"': 'ein Medientyp wie "text/plain"',
  'the name of a program': 'der Name eines Programms',
  'a locale such as "de" or "pt-BR"': 'eine Sprache wie "de" oder "pt-BR"',
  'a web address that begins with https://': 'eine Webadresse, die mit https:// beginnt',
  'nothing: there is no {what} for type {type}': 'nichts: Es gibt kein {what} für die Art {type}',
  'nothing: there is no pattern that it tells of': 'nichts: Es gibt kein pattern, von dem es spräche',
  'nothing: there are no options for type {type}': 'nichts: Es gibt keine options für die Art {type}',
  'the values of the enum': 'die Werte der Aufzählung',
  'nothing: a secret that everyone can read is none':
    'nichts: Ein Geheimnis, das alle lesen können, ist keines',
  'a list of schemas': 'eine Liste von Schemas',
  'an object of schemas': 'ein Objekt mit Schemas',
  'an object of lists of names': 'ein Objekt mit Listen von Namen',
  'a JSON Schema': 'ein JSON Schema',
  'a keyword of JSON Schema 2020-12 that Parrot knows':
    'ein Schlüsselwort von JSON Schema 2020-12, das Parrot kennt',
  'a keyword of JSON Schema 2020-12 that Parrot knows; the nearest is "{near}"':
    'ein Schlüsselwort von JSON Schema 2020-12, das Parrot kennt; am nächsten ist "{near}"',
  'a known key; the nearest is "{near}"': 'ein bekannter Schlüssel; am nächsten ist "{near}"',
  'one of the keys {keys}': 'einer der Schlüssel {keys}',
  'an anchor of its own': 'ein eigener Anker',
  'nothing: a header is for an input of the first level':
    'nichts: Ein Header ist für eine Eingabe der ersten Ebene',
  'nothing: a header is for a string, an integer or a boolean':
    'nichts: Ein Header ist für string, integer oder boolean',
  'nothing: a secret does not go into a header': 'nichts: Ein Geheimnis kommt in keinen Header',
  'a header of its own': 'ein eigener Header',
  'the name of a builtin': 'der Name eines Builtins',
  'a name such as "archive", or with one input "unit:{unit}"':
    'ein Name wie "archive", oder mit einer Eingabe "unit:{unit}"',
  'a whole number of at least 0': 'eine ganze Zahl, mindestens 0',
  'a name of letters, digits and "_ . -"': 'ein Name aus Buchstaben, Ziffern und "_ . -"',
  'the rest of a header after "Mcp-Param-": letters, digits and "-"':
    'der Rest eines Headers nach "Mcp-Param-": Buchstaben, Ziffern und "-"',
  'the name of an argument: letters, digits, "_" and "-"':
    'der Name eines Arguments: Buchstaben, Ziffern, "_" und "-"',
  'an object with "columns", each an object with a "key"':
    'ein Objekt mit "columns", jede ein Objekt mit einem "key"',
  'a source as plugin install takes it, complete, without blanks or quotes':
    'eine Quelle, wie plugin install sie nimmt, vollständig, ohne Leerzeichen und Anführungszeichen',
  'an http or https address': 'eine Adresse mit http oder https',
  'it has none of {kinds}': 'es hat nichts von {kinds}',
  'it holds one of type {type}': 'es enthält einen der Art {type}',
  'a name in capitals such as "HELLO_MESSAGE" that no loader, shell, interpreter or Parrot itself listens to':
    'ein Name in Großbuchstaben wie "HELLO_MESSAGE", auf den kein Lader, keine Shell, kein Interpreter und nicht Parrot selbst hört',
  '"arg" or "short"': '"arg" oder "short"',
  '"annotations": {"readOnly": true} beside it': '"annotations": {"readOnly": true} daneben',
  '"{scheme}://" and a path, in which {name} stands for an input':
    '"{scheme}://" und ein Pfad, in dem {name} für eine Eingabe steht',
  'a regular expression of at most 500 characters that compiles and repeats nothing that repeats already':
    'ein regulärer Ausdruck mit höchstens 500 Zeichen, der gültig ist und nichts wiederholt, was sich schon wiederholt',
  '"hourly", "daily", "weekly", "monthly" or five cron fields such as "15 3 * * *"':
    '"hourly", "daily", "weekly", "monthly" oder fünf Felder von cron wie "15 3 * * *"',
  '"#/$defs/" and a name that "$defs" of this schema has':
    '"#/$defs/" und ein Name, den "$defs" dieses Schemas hat',
  "a name that is not one of Parrot's own commands": 'ein Name, der keiner von Parrots eigenen Befehlen ist',
  '{what} stands for nothing here; there are {known}': '{what} steht hier für nichts; es gibt {known}',
  '{path} is {what}; only what JSON has can stand here':
    '{path} ist {what}; hier kann nur stehen, was JSON hat',
} as const
