import {serveStdio} from '@modelcontextprotocol/server/stdio'
import {echo} from './echo.ts'

serveStdio(echo)
