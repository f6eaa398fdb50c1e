"""Identities that must not be mixed up."""

from typing import NewType

VolumeId = NewType("VolumeId", int)
FolderId = NewType("FolderId", int)
FileId = NewType("FileId", int)
TrackId = NewType("TrackId", int)
AlbumId = NewType("AlbumId", int)
ArtistId = NewType("ArtistId", int)
PlaylistId = NewType("PlaylistId", int)
QueueId = NewType("QueueId", int)
EntryId = NewType("EntryId", int)
ListenId = NewType("ListenId", int)
ScanId = NewType("ScanId", int)
OperationId = NewType("OperationId", int)
BookmarkId = NewType("BookmarkId", int)
StationId = NewType("StationId", int)
