"""How the program looks by its settings."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.theme import Theme, read_design


def dressed(
    application: QApplication,
    settings: SettingsService,
    parent: QObject | None = None,
    *,
    high_contrast: bool = False,
) -> Theme:
    """Return the theme that the settings name, worn by all but for its sheet."""
    theme = Theme(
        read_design(),
        settings.get(options.THEME),
        settings.get(options.ACCENT),
        system_font=settings.get(options.SYSTEM_FONT),
        reduced_motion=settings.get(options.REDUCED_MOTION),
        high_contrast=high_contrast,
        parent=parent,
    )
    theme.dress(application, in_fusion=True)
    return theme
