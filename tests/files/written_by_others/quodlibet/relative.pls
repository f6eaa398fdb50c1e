[playlist]
File1=Björk/Homogenic (1997)/02 Jóga.flac
Title1=Björk - Jóga
Length1=2.0
File2=Гражданская Оборона/Всё идёт по плану.mp3
Title2=Гражданская Оборона - Всё идёт по плану
Length2=2.0375510204081633
File3=Odd #1 100% & more/a; b, c [x] 'q'.ogg
Title3=Odd, & Co - a - b; c
Length3=2.0
File4=日本語/夜のドライブ.m4a
Title4=霧ノ森 - 夜のドライブ
Length4=2.023219954648526
File5=#starts with a hash.ogg
Title5=Odd, & Co - a - b; c
Length5=2.0
NumberOfEntries=5
Version=2
