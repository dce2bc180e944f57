#!/usr/bin/env node
'use strict'
const {join} = require('node:path')

// The source as it is, without a build.
const root = join(__dirname, '..')
void import(join(root, 'src', 'cli.ts')).then(({main}) => main(root))
