"""Albums, artists and genres: their grids and pages."""
