"""The porch that all doors share: headers, errors, locale, arguments, assets."""
